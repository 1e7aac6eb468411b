/** A form that a call takes: its fields are checked by the call's own schema, then sent. */
import type { Call } from '@kernos/kernel/contract';
import { type GetInputPropsReturnType, useForm } from '@mantine/form';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { ask } from '../app/api.ts';
import { fieldErrors } from '../language/problems.ts';
import { type Clash, differing, type Latest, mergedOver, type Values } from './clash.ts';
import { type Sent, sendChanged, type Versioned } from './send-form.ts';
import { useAct } from './use-act.ts';
import { type BodyCheck, useBodyCheck } from './use-body-check.ts';
import { useFirstFault } from './use-first-fault.ts';

interface CallFormOptions<V extends Values, Input, Reply> {
  /** What stands in it at first. Where it changes while nothing was filled in, the form follows. */
  readonly values: V;
  /** What is sent: the fields as they are where it is missing. */
  readonly input?: (values: V) => Input;
  /** What is wrong that the schema does not know of, by field. */
  readonly check?: (values: V) => { readonly [Name in keyof V]?: string | undefined };
  /** Empties the form once it is sent: for something new each time, and for secrets. */
  readonly empties?: boolean;
  readonly refreshes?: readonly { readonly id: string }[];
  readonly said?: string | ((reply: Reply, values: V) => string | undefined);
  /** Together with `said` it is offered to send what stood there before. Of offers of the same kind the newest stays. */
  readonly undoKind?: string;
  readonly onDone?: (reply: Reply, values: V) => unknown;
  readonly versioned?: Versioned<V, Input>;
}

/** What an input takes: its text, what is wrong with it, and how it says that it was changed. */
export type FieldProps = GetInputPropsReturnType & { readonly name: string };

interface Inputs<V extends Values> {
  /** For a text, a number, a choice or a group of boxes. */
  readonly field: (name: keyof V & string) => FieldProps;
  /** For a single box or switch. */
  readonly box: (name: keyof V & string) => FieldProps;
  /** For what takes a value and gives one, and has no place for words below it. */
  readonly plain: (name: keyof V & string) => Pick<FieldProps, 'name' | 'value' | 'onChange'>;
}

/** What `FormBody`, `FormPage` and `FormDialog` take. */
export interface FormState<V extends Values = Values> {
  readonly values: V;
  readonly dirty: boolean;
  /** There is something to go back to. */
  readonly canDiscard: boolean;
  readonly reset: () => void;
  readonly submit: () => void;
  readonly isPending: boolean;
  readonly error: Error | null;
  /** The same where it is about no field that is here. */
  readonly failure: Error | null;
  /** What somebody else changed meanwhile in the same fields, and the way on. */
  readonly clash: Clash<V> | undefined;
  readonly settle: (whose: 'mine' | 'theirs') => void;
  /** Of the `<form>`, in which the first field at fault takes the focus. */
  readonly element: RefObject<HTMLFormElement | null>;
}

interface CallForm<V extends Values> extends FormState<V>, Inputs<V> {
  readonly set: (changed: Partial<V>) => void;
  readonly isSent: boolean;
}

export function useCallForm<V extends Values, Input, Reply>(
  call: Call<Input, Reply>,
  options: CallFormOptions<V, Input, Reply>,
): CallForm<V> {
  const form = useForm<Record<string, unknown>>({ initialValues: options.values });
  const values = form.values as V;
  const base = form.getInitialValues() as V;
  const check = useBodyCheck(call as never);
  const { element, seek } = useFirstFault(form.errors);
  const { act, clash, begin, setClash } = useSending(call, options, form as never);
  const dirty = differing(values, base).length > 0;
  const start = (latest: Partial<Latest<V>> & { values: V }, shown: V) => {
    begin(latest);
    form.setValues(shown);
  };
  useFollowing(options, dirty, (latest) => start(latest, latest.values));

  const send = async (mine: V) => {
    if (act.isPending) return;
    const own = Object.entries(options.check?.(mine) ?? {}).filter(([, text]) => text !== undefined);
    const wrong = { ...(await check.wrongIn(inputOf(mine, options))), ...Object.fromEntries(own) };
    const here = Object.entries(wrong).filter(([name]) => name in mine);
    seek();
    if (here.length > 0) form.setErrors(Object.fromEntries(here));
    else act.mutate(mine, { onError: (error) => form.setErrors(about(mine, error)) });
  };
  const { data } = act;
  return {
    ...inputsOf<V>(form, check),
    values,
    dirty,
    canDiscard: dirty && !options.empties,
    element,
    clash,
    set: (changed) => form.setValues(changed),
    submit: () => void send(values),
    isPending: act.isPending,
    isSent: data !== undefined && 'reply' in data,
    error: act.error,
    failure: Object.keys(about(values, act.error)).length === 0 ? act.error : null,
    reset: () => {
      form.reset();
      form.clearErrors();
      act.reset();
      setClash(undefined);
    },
    settle: (whose) => {
      if (!clash) return;
      const { theirs, fields } = clash;
      const mine = mergedOver(theirs.values, values, base, whose === 'theirs' ? fields : []);
      start(theirs, mine);
      setClash(undefined);
      if (differing(mine, theirs.values).length > 0) void send(mine);
    },
  };
}

const inputOf = <V extends Values, Input>(
  values: V,
  { input }: Pick<CallFormOptions<V, Input, unknown>, 'input'>,
) => (input ? input(values) : values) as Readonly<Record<string, unknown>>;

/** What a refusal says of the fields that are here. */
const about = (values: Values, error: Error | null): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fieldErrors(error))
      .map(([path, message]) => [path.split('/')[0] ?? '', message] as const)
      .filter(([name]) => name in values),
  );

type MantineForm = ReturnType<typeof useForm<Record<string, unknown>>>;

/** The sending itself, and what the form is afterwards. */
function useSending<V extends Values, Input, Reply>(
  call: Call<Input, Reply>,
  options: CallFormOptions<V, Input, Reply>,
  form: MantineForm,
) {
  const { versioned, said, undoKind, onDone, refreshes = [] } = options;
  const version = useRef(versioned?.version ?? 0);
  const [clash, setClash] = useState<Clash<V>>();
  const begin = (latest: Partial<Latest<V>>) => {
    if (latest.version !== undefined) version.current = latest.version;
    if (latest.values !== undefined) form.setInitialValues(latest.values);
  };
  const send = async (mine: V): Promise<Sent<V, Reply> & { before: V }> => {
    const before = form.getInitialValues() as V;
    const sent = versioned
      ? await sendChanged(call, versioned, mine, { version: version.current, values: before })
      : { reply: await ask(call, inputOf(mine, options) as Input) };
    return { ...sent, before };
  };
  const act = useAct(send, {
    shown: true,
    refreshes,
    ...(undoKind !== undefined && { undoKind, undo: (_, { before }, again) => again(before) }),
    onDone: async (sent, mine) => {
      setClash('clash' in sent ? sent.clash : undefined);
      if ('clash' in sent) return;
      if (options.empties) form.reset();
      else {
        begin({ values: mine });
        // What was taken back shows at once, unless something else has been filled in since.
        if (differing(form.getValues() as V, sent.before).length === 0) form.setValues(mine);
      }
      await onDone?.(sent.reply, mine);
    },
    said: (sent, mine) => {
      if ('clash' in sent) return undefined;
      return typeof said === 'function' ? said(sent.reply, mine) : said;
    },
  });
  return { act, clash, setClash, begin };
}

/** What changed elsewhere shows in the form as long as nothing was filled in. */
function useFollowing<V extends Values>(
  {
    values,
    versioned,
  }: Pick<CallFormOptions<V, never, never>, 'values'> & {
    readonly versioned?: { readonly version: number };
  },
  dirty: boolean,
  follow: (latest: Partial<Latest<V>> & { values: V }) => void,
): void {
  const given = JSON.stringify([values, versioned?.version]);
  const followed = useRef(given);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text stands for what was given
  useEffect(() => {
    if (dirty || followed.current === given) return;
    followed.current = given;
    follow({ values, ...(versioned && { version: versioned.version }) });
  }, [given, dirty]);
}

function inputsOf<V extends Values>(form: MantineForm, { isNeeded }: BodyCheck): Inputs<V> {
  return {
    field: (name) => ({
      ...form.getInputProps(name),
      name,
      required: isNeeded(name),
    }),
    box: (name) => ({ ...form.getInputProps(name, { type: 'checkbox' }), name }),
    plain: (name) => {
      const { value, onChange } = form.getInputProps(name);
      return { name, value, onChange };
    },
  };
}
