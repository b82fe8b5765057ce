import { TourInvitation } from './faults/tour.tsx';
import { LiveList } from './notifications/view.tsx';
import { PipelinePicture } from './picture/picture.tsx';
import { Mark } from './shell/icon.tsx';
import { alarms, info, linkTo } from './store.ts';

/** The first minute: what the system is, what moves in it, and what came of the latest notifications. */
export function Overview() {
  return (
    <section class="overview" aria-label="Overview">
      <div class="card">
        <header class="card-header">
          <div>
            <h1>The pipeline, as it is now</h1>
            <p class="soft">
              What your code publishes waits in the queue until the emailer sends it, no faster than SES
              allows. What fails is tried again; what can never be sent is kept as a dead letter, with its
              reason.
            </p>
          </div>
          <TourInvitation />
        </header>
        <PipelinePicture />
        <RingingAlarms />
        {info.value?.cost && <p class="soft">{info.value.cost}</p>}
      </div>
      <div class="card card-list">
        <header class="card-header">
          <h2>Latest notifications</h2>
          <a href={linkTo('notifications')}>Filter and search</a>
        </header>
        <LiveList open="" />
      </div>
    </section>
  );
}

/** Its line is there also while none is on, so that nothing jumps when one is. */
function RingingAlarms() {
  const ringing = alarms.value.filter(({ state }) => state === 'ALARM');
  if (ringing.length === 0)
    return <p class="alarm-line soft">{alarms.value.length > 0 ? 'No alarm is on.' : ''}</p>;
  return (
    <p class="alarm-line tone-bad">
      <Mark tone="bad" />
      {ringing.length === 1 ? 'Alarm' : 'Alarms'} on: {ringing.map(({ kind }) => kind).join(', ')}.{' '}
      <a href={linkTo('time')}>Since when, and why</a>
    </p>
  );
}
