import { eventOfQuery } from '../../../../../nodes/EcGrid/trigger/eventName';

test.each([
	['as it was registered', { event: 'Parcel' }, 'Parcel'],
	['in another case', { Event: 'parcel' }, 'Parcel'],
	['in capitals', { EVENT: 'PARCEL' }, 'Parcel'],
	['doubled', { event: ['Parcel', 'Parcel'] }, 'Parcel'],
	['doubled, with something unknown first', { event: ['', 'x', 'Interchange'] }, 'Interchange'],
	['doubled in two spellings', { Event: 'x', event: 'User' }, 'User'],
	['with more parameters', { utm_source: 'x', event: 'Mailbox', '': '' }, 'Mailbox'],
	['with blanks', { ' event ': ' Parcel ' }, 'Parcel'],
	['of a name with unusual capitals', { event: 'ecgridid' }, 'ECGridID'],
	['lost', {}, undefined],
	['empty', { event: '' }, undefined],
	['unknown', { event: 'Something' }, undefined],
	['a name that every object has', { event: ['constructor', '__proto__'] }, undefined],
	['no text', { event: [{ a: 'Parcel' }, 7, null] }, undefined],
	['in another parameter', { events: 'Parcel', e: 'Parcel' }, undefined],
	['not there', undefined, undefined],
])('reads the event from the query of the called URL, %s', (_, query, event) => {
	expect(eventOfQuery(query)).toBe(event);
});
