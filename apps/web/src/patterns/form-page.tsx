import type { ReactNode } from 'react';
import { Page } from '../components/page.tsx';
import { FormBody, type FormBodyProps } from './form-body.tsx';

/** A page that is a form. */
export function FormPage({
  title,
  lead,
  above,
  ...body
}: FormBodyProps & { readonly title: string; readonly lead?: ReactNode; readonly above?: ReactNode }) {
  return (
    <Page title={title} lead={lead} above={above} width="narrow">
      <div style={{ maxWidth: 440 }}>
        <FormBody {...body} />
      </div>
    </Page>
  );
}
