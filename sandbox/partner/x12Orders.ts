import { isaElements, stamp } from '../x12';
import { buyer, deliveryTime, shipTo, type Order, type OrderEnvelope, type OrderFile } from './orders';
import { writeX12, x12Set } from './writing';

/** Writes orders as an X12 interchange with one group of 850s. */
export function x12Orders(orders: Order[], envelope: OrderEnvelope): OrderFile {
	const { from, to, when, acknowledgmentRequested, nextNumber } = envelope;
	const interchangeControlNumber = String(nextNumber()).padStart(9, '0');
	const groupControlNumber = String(nextNumber());
	const { date, time } = stamp(when);
	const delivery = stamp(deliveryTime(when)).date;
	const setNumber = (index: number) => String(index + 1).padStart(4, '0');
	const sets = orders.map(({ number, lines }, index) =>
		x12Set('850', setNumber(index), [
			['BEG', '00', 'SA', number, '', date],
			['CUR', 'BY', 'USD'],
			['DTM', '002', delivery],
			['N1', 'BY', buyer.name, '92', buyer.id],
			['N1', 'ST', shipTo.name, '92', shipTo.id],
			['N3', shipTo.street],
			['N4', shipTo.city, shipTo.region, shipTo.postalCode, shipTo.country],
			...lines.flatMap(({ gtin, supplierId, description, quantity, unit, price }, line) => [
				['PO1', String(line + 1), String(quantity), unit, price, '', 'EN', gtin, 'VN', supplierId],
				['PID', 'F', '', '', '', description],
			]),
			['CTT', String(lines.length)],
		]),
	);
	const segments = [
		isaElements(from, to, when, {
			controlNumber: interchangeControlNumber,
			acknowledgmentRequested: acknowledgmentRequested ? '1' : '0',
			usage: 'P',
		}),
		['GS', 'PO', from.id, to.id, date, time, groupControlNumber, 'X', '004010'],
		...sets.flat(),
		['GE', String(sets.length), groupControlNumber],
		['IEA', '1', interchangeControlNumber],
	];
	return {
		fileName: `850-${interchangeControlNumber}.edi`,
		content: writeX12(segments, { element: '*', terminator: '~' }),
		orders: orders.map(({ number }, index) => ({
			type: '850',
			number,
			interchange: {
				standard: 'X12',
				sender: from.id,
				receiver: to.id,
				controlNumber: interchangeControlNumber,
			},
			groupControlNumber,
			messageControlNumber: setNumber(index),
			status: 'notAcknowledged',
			acknowledgments: [],
		})),
	};
}
