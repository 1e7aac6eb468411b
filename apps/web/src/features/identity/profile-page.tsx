import { useMe } from '../../app/session.ts';
import { Page } from '../../components/page.tsx';

export function ProfilePage() {
  return <Page title={useMe().name}>{null}</Page>;
}
