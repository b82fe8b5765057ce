import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hashOf, type Route, routeOf, VIEWS } from '../../../../console/page/route.ts';

const noAddress = fc.string({ unit: 'binary' }).filter((text) => !text.includes('@') && text !== '');

const aRoute: fc.Arbitrary<Route> = fc.record({
  view: fc.constantFrom(...VIEWS),
  pipeline: fc.string(),
  query: fc.dictionary(fc.constantFrom('id', 'state', 'reason', 'error', 'q'), noAddress),
});

describe('a route of the console', () => {
  it('is read from its hash as it was written', () => {
    fc.assert(
      fc.property(
        aRoute.filter(({ pipeline }) => !pipeline.includes('@')),
        (route) => {
          expect(routeOf(hashOf(route))).toEqual({ ...route, query: { ...route.query } });
        },
      ),
    );
  });

  it('writes no address, whatever is searched for', () => {
    fc.assert(
      fc.property(aRoute, fc.emailAddress(), (route, address) => {
        const hash = hashOf({ ...route, query: { ...route.query, q: `to ${address}` } });
        expect(decodeURIComponent(hash)).not.toContain('@');
      }),
    );
  });

  it.each(['', '#', '#/', '#/nowhere', '#/__proto__?id=1&other=2'])('is the overview of %j', (hash) => {
    expect(routeOf(hash)).toMatchObject({ view: 'overview', pipeline: '' });
  });

  it('leaves out what no view asks', () => {
    expect(routeOf('#/inbox?id=1&recipient=ada%40example.com').query).toEqual({ id: '1' });
  });
});
