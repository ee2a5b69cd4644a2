import type { EcGridId } from '../seed';
import type { SentOrder } from './types';

export interface Order {
	number: string;
	lines: Line[];
}

interface Article {
	gtin: string;
	supplierId: string;
	description: string;
	unit: string;
	price: string;
}

export interface Line extends Article {
	quantity: number;
}

/** A file with orders, and what the partner remembers about each. */
export interface OrderFile {
	fileName: string;
	content: string;
	orders: Array<Omit<SentOrder, 'at' | 'parcelId'>>;
}

/** What a file with orders needs in both standards. */
export interface OrderEnvelope {
	from: EcGridId;
	to: EcGridId;
	when: Date;
	acknowledgmentRequested: boolean;
	/** Returns a control number that the partner hasn't used. */
	nextNumber: () => number;
}

const articles: Article[] = [
	['2000000000008', 'HL-200', 'Oak shelf board 80 cm', 'EA', '11.40'],
	['2000000000015', 'HL-201', 'Steel bracket, pair', 'PR', '4.75'],
	['2000000000022', 'HL-202', 'Wood screws 4x40', 'BX', '6.20'],
	['2000000000039', 'HL-203', 'Wall anchors 8 mm', 'BX', '3.10'],
	['2000000000046', 'HL-204', 'Linseed oil 1 l', 'EA', '14.95'],
].map(
	([gtin, supplierId, description, unit, price]) =>
		({ gtin, supplierId, description, unit, price }) as Article,
);

/** Makes up an order. Orders with different numbers differ in their lines, too. */
export const newOrder = (n: number, lineCount: number): Order => ({
	number: `PO-${n}`,
	lines: Array.from({ length: lineCount }, (_, line) => ({
		...articles[(n + line) % articles.length]!,
		quantity: 6 * (line + 1) + (n % 7),
	})),
});

/** The party that orders, and where the goods go. */
export const buyer = { id: 'LAKESIDE', name: 'Lakeside Home Stores' };
export const shipTo = {
	id: '0012',
	name: 'Lakeside Home Stores, store 12',
	street: '12 Mill Lane',
	city: 'Camden',
	region: 'NJ',
	postalCode: '08102',
	country: 'US',
};

const DELIVERY_DAYS = 14;

/** When the goods of an order are wanted. */
export const deliveryTime = (when: Date) => new Date(when.getTime() + DELIVERY_DAYS * 24 * 60 * 60 * 1000);
