import { isRecord } from '../../../shared/isRecord';
import { ID_SCHEMES } from '../codes/idSchemes';
import { decimal, text } from '../engine/forms';
import { coded, value } from '../engine/mappings';
import { within, type Mapping } from '../engine/mapping';
import { listAt, type Fields } from '../engine/paths';
import { list, loop, segment, unmapped } from '../engine/rules';
import type { Rule } from '../engine/table';

const PLACES = Array.from({ length: 10 }, (_, index) => [`${3 + 2 * index}`, `${4 + 2 * index}`] as const);

const unit = value('1', 'unit', text(2, 2), { isRequired: true });
const scheme = coded('2', 'scheme', ID_SCHEMES);

/** The allocations of a segment, which have their unit and scheme in common. */
const perSegment: Mapping = {
	at: ['1', '2', ...PLACES.flat()],
	paths: ['allocations[].unit', 'allocations[].scheme', 'allocations[].location', 'allocations[].quantity'],
	read(texts, fields) {
		if (texts.isUnclear('1') || texts.isUnclear('2')) return;
		for (const [locationAt, quantityAt] of PLACES) {
			const quantity = decimal(15).read(texts.at(quantityAt), texts.syntax);
			if (texts.at(locationAt) === '' || quantity === undefined) continue;
			const allocation: Fields = { location: texts.at(locationAt), quantity };
			scheme.read(texts, allocation);
			unit.read(texts, allocation);
			texts.claim(locationAt, quantityAt);
			listAt(fields, 'allocations').push(allocation);
		}
	},
	write(fields, put) {
		const given = fields.at('allocations');
		if (given === undefined) return;
		if (!Array.isArray(given)) return fields.refuse('allocations', 'is no list');
		let common: string | undefined;
		const free = [...PLACES];
		for (const [index, each] of (given as unknown[]).entries()) {
			const path = `allocations[${index}]`;
			if (!isRecord(each)) return fields.refuse(path, 'is no object');
			if (fields.isWritten(`${path}.location`)) continue;
			const key = JSON.stringify([each.unit, each.scheme]);
			if (common !== undefined && common !== key) return;
			common = key;
			const place = free.shift();
			if (!place) return;
			const allocation = fields.entry(path, each);
			const putHere = within(put, path);
			unit.write(allocation, putHere);
			scheme.write(allocation, putHere);
			value(place[0], 'location', text(80), { isRequired: true }).write(allocation, putHere);
			value(place[1], 'quantity', decimal(15), { isRequired: true }).write(allocation, putHere);
		}
	},
};

/** SDQ: how much of the line is for which store. */
export const x12Allocations = segment('SDQ', [perSegment], { isRepeated: true });

/** LOC with its quantity. */
export const edifactAllocations: Rule = loop(
	segment(
		'LOC',
		[value('2.1', 'location', text(25), { isRequired: true }), coded('2.3', 'scheme', ID_SCHEMES)],
		{ match: { '1': '7' } },
	),
	list('allocations'),
	[
		segment(
			'QTY',
			[value('1.2', 'quantity', decimal(15), { isRequired: true }), value('1.3', 'unit', text(3))],
			{ match: { '1.1': ['11', '21'] }, isMandatory: true },
		),
		unmapped('PCD'),
		unmapped('DTM'),
	],
);
