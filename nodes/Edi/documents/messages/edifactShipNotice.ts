import { SHIP_NOTICE_TYPES } from '../codes/documentTypes';
import { text } from '../engine/forms';
import { value } from '../engine/mappings';
import { list, loop, segment, unmapped } from '../engine/rules';
import type { MessageTable, Rule } from '../engine/table';
import { fieldsOfConsignments, fromConsignments, toConsignments } from '../shipment/consignments';
import { edifactCounts } from '../topics/amounts';
import { edifactBeginning } from '../topics/beginning';
import { edifactDates } from '../topics/dates';
import { edifactLine, edifactShipmentItem } from '../topics/lines';
import { dateFromReference, dateToReference } from '../topics/orderDate';
import { edifactPackaging, edifactTotalWeight } from '../topics/packages';
import { edifactParties } from '../topics/parties';
import { edifactReferences } from '../topics/references';
import { edifactDelivery } from '../topics/terms';
import { edifactCarrier, edifactEquipment, edifactSeal } from '../topics/transport';

/** CPS: the shipment, or a package with what is in it. */
const consignment: Rule = loop(
	segment('CPS', [value('1', 'id', text([12, 35])), value('2', 'parent', text([12, 35]))]),
	list('consignments'),
	[...edifactPackaging, edifactLine(edifactShipmentItem)],
);

/** DESADV: despatch advice. */
export const edifactShipNotice: MessageTable = {
	standard: 'EDIFACT',
	type: 'DESADV',
	kinds: ['shipNotice'],
	rules: [
		edifactBeginning(SHIP_NOTICE_TYPES, { implied: '351' }),
		edifactDates,
		edifactReferences,
		edifactParties,
		edifactDelivery,
		...edifactCarrier,
		edifactEquipment([edifactSeal]),
		unmapped('MEA'),
		consignment,
		...edifactCounts,
		...edifactTotalWeight,
	],
	fieldsFor: fieldsOfConsignments,
	afterReading: (document, leave) => {
		fromConsignments(document, leave);
		dateFromReference(document);
	},
	beforeWriting: (document) => {
		const outer = dateToReference(document);
		const inner = toConsignments(outer.document);
		const { pathOf = (path: string) => path, asRead } = outer;
		return {
			...inner,
			pathOf: (path) => pathOf(inner.pathOf!(path)),
			asRead: (read) => asRead!(inner.asRead!(read)),
		};
	},
};
