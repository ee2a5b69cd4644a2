import type { StandardName } from '../../interchange/tree';
import type { MessageTable } from '../engine/table';
import { edifactInventoryReport } from './edifactInventoryReport';
import { edifactInvoice } from './edifactInvoice';
import { edifactOrder } from './edifactOrder';
import { edifactOrderChange } from './edifactOrderChange';
import { edifactOrderResponse } from './edifactOrderResponse';
import { edifactShipNotice } from './edifactShipNotice';
import { x12InventoryReport } from './x12InventoryReport';
import { x12Invoice } from './x12Invoice';
import { x12Order } from './x12Order';
import { x12OrderChange } from './x12OrderChange';
import { x12OrderResponse } from './x12OrderResponse';
import { x12ShipNotice } from './x12ShipNotice';

/** The messages that are business documents. */
export const MESSAGES: readonly MessageTable[] = [
	x12Order,
	edifactOrder,
	x12OrderResponse,
	edifactOrderResponse,
	x12OrderChange,
	edifactOrderChange,
	x12ShipNotice,
	edifactShipNotice,
	x12Invoice,
	edifactInvoice,
	x12InventoryReport,
	edifactInventoryReport,
];

const byType = new Map(MESSAGES.map((table) => [`${table.standard} ${table.type}`, table]));

/** The table of a message by its type, such as 850 or ORDERS; undefined if it is no business document. */
export const tableOf = (standard: StandardName, type: string): MessageTable | undefined =>
	byType.get(`${standard} ${type}`);

/** The table that writes a kind of document; undefined if there is none. */
export const tableFor = (standard: StandardName, kind: string): MessageTable | undefined =>
	MESSAGES.find((table) => table.standard === standard && table.kinds.includes(kind));

/** The kinds of document that there are. */
export const KINDS = [...new Set(MESSAGES.flatMap(({ kinds }) => kinds))];
