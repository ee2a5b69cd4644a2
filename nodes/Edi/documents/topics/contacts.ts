import { Codes } from '../engine/codes';
import { text, type Limit } from '../engine/forms';
import { coded, keyed, value } from '../engine/mappings';
import { list, loop, segment } from '../engine/rules';
import type { Rule } from '../engine/table';

/** What a contact is for: X12 element 366 (PER01), EDIFACT CTA 3139. */
const FUNCTIONS = new Codes([
	['information', ['IC'], ['IC']],
	['order', ['OC'], ['OC']],
	['buyer', ['BD'], ['PD']],
	['seller', ['SR'], ['SR']],
	['delivery', ['DC'], ['DL']],
	['accountsPayable', ['AP'], ['AP']],
	['accountsReceivable', ['AR'], ['AR']],
	['receivingDock', ['RD'], ['RD']],
	['salesAdministration', ['SA'], ['SA']],
	['shipping', ['SD'], ['SD']],
]);

/** How to reach somebody: X12 element 365 (PER03), EDIFACT COM C076.3155. */
const CHANNELS = new Codes([
	['phone', ['TE'], ['TE']],
	['fax', ['FX'], ['FX']],
	['email', ['EM'], ['EM']],
	['mobile', ['CP'], ['AL']],
	['url', ['UR'], []],
]);

const contactOf = (at: string) => coded(at, 'function', FUNCTIONS, { usual: 'information', maxLength: 3 });

const channel = (codeAt: string, valueAt: string, maxLength: Limit) =>
	keyed(codeAt, '', CHANNELS, (field) => [value(valueAt, field, text(maxLength))]);

/** PER. */
export const x12Contacts: Rule = loop(
	segment('PER', [
		contactOf('1'),
		value('2', 'name', text(60)),
		channel('3', '4', [80, 256]),
		channel('5', '6', [80, 256]),
		channel('7', '8', [80, 256]),
	]),
	list('contacts'),
);

/** CTA with its COM. */
export const edifactContacts: Rule = loop(
	segment('CTA', [contactOf('1'), value('2.2', 'name', text(35))]),
	list('contacts'),
	[segment('COM', [channel('1.2', '1.1', 512)], { isRepeated: true })],
);
