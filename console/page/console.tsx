import { DeadLettersView } from './dead-letters/view.tsx';
import { Tour } from './faults/tour.tsx';
import { FaultsView } from './faults/view.tsx';
import { InboxView } from './inbox/view.tsx';
import { NotificationsView } from './notifications/view.tsx';
import { Overview } from './overview.tsx';
import { openPalette, Palette } from './palette/palette.tsx';
import { PublishView } from './publish/view.tsx';
import type { View } from './route.ts';
import { Header } from './shell/header.tsx';
import { Navigation } from './shell/navigation.tsx';
import { connection, isLocal, pipeline, route } from './store.ts';
import { TimeView } from './time/view.tsx';

const VIEWS: Readonly<Record<View, () => preact.JSX.Element>> = {
  overview: Overview,
  notifications: NotificationsView,
  'dead-letters': DeadLettersView,
  time: TimeView,
  publish: PublishView,
  faults: FaultsView,
  inbox: InboxView,
};

/** The whole page. */
export function Console() {
  const View = VIEWS[route.value.view];
  return (
    <>
      <button type="button" class="skip" onClick={() => document.getElementById('main')?.focus()}>
        Skip to the content
      </button>
      <Header onSearch={openPalette} />
      <Navigation />
      <main id="main" tabIndex={-1}>
        {connection.value === 'lost' && (
          <p class="fault" role="alert">
            {isLocal.value ? 'The local stack' : 'The console’s server'} does not answer. What is shown is as
            it was last told; it goes on by itself once it is back.{' '}
            {isLocal.value && 'If it was stopped, start it again as before.'}
          </p>
        )}
        <View key={pipeline.value} />
      </main>
      <Tour />
      <Palette />
    </>
  );
}
