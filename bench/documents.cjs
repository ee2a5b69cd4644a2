'use strict';

// Runs in a fresh process: reads purchase orders to documents, or writes them from documents, with this package or with
// node-x12, and reports the milliseconds, the most memory that the process used by then, in bytes, and the ten fields of
// the orders as a digest.
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');

const [work, subject, file, codec] = process.argv.slice(2);

/** The ten fields of an order that both pick. */
const ten = (number, date, department, name, code, lines) => ({
	number,
	date,
	department,
	name,
	code,
	lines,
});

const fieldsOf = ({ number, dates, references, parties: { shipTo }, lines }) =>
	ten(
		number,
		dates.issued,
		references.find(({ type }) => type === 'department').value,
		shipTo.name,
		shipTo.ids[0].value,
		lines.map((line) => [
			line.number,
			line.quantity.ordered,
			line.quantity.unit,
			line.price.amount,
			line.ids.gtin,
		]),
	);

function readOwn() {
	const { readFile, messagesOf, withDocument } = require(codec);
	return (bytes) => {
		const kept = messagesOf(readFile(bytes)).map(withDocument);
		return { kept, orders: kept.map(({ document }) => fieldsOf(document)) };
	};
}

function readNodeX12() {
	const { X12Parser } = require('node-x12');
	return (bytes) => {
		const kept = new X12Parser(true).parse(bytes.toString('latin1'));
		const orders = kept.functionalGroups
			.flatMap(({ transactions }) => transactions)
			.map(({ segments }) => {
				const first = (tag, qualifier) =>
					segments.find((each) => each.tag === tag && (!qualifier || each.valueOf(1) === qualifier));
				const [beginning, shipTo] = [first('BEG'), first('N1', 'ST')];
				const day = beginning.valueOf(5);
				return ten(
					beginning.valueOf(3),
					`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`,
					first('REF', 'DP').valueOf(2),
					shipTo.valueOf(2),
					shipTo.valueOf(4),
					segments
						.filter(({ tag }) => tag === 'PO1')
						.map((line) => [1, 2, 3, 4, 7].map((place) => line.valueOf(place))),
				);
			});
		return { kept, orders };
	};
}

function writeOwn() {
	const { asMessage, bunchesOf, interchangeOf, writeFile } = require(codec);
	const settings = {
		standard: 'X12',
		version: '005010',
		sender: { qualifier: 'ZZ', id: 'ACME' },
		receiver: { qualifier: '01', id: '123456789' },
		isTest: false,
		isAcknowledgmentRequested: false,
		controlNumber: '1',
		now: new Date(),
	};
	return (documents) => {
		const sources = documents.map((document, index) => ({
			json: { ...asMessage(document, settings, index + 1).json, syntax: { part: 1, message: index + 1 } },
			path: '',
		}));
		return Buffer.concat(bunchesOf(sources).map((bunch) => writeFile(interchangeOf(bunch))));
	};
}

function writeNodeX12() {
	const { X12Interchange } = require('node-x12');
	const padded = (text, length) => text.padEnd(length);
	return (documents) => {
		const interchange = new X12Interchange('~', '*');
		interchange.setHeader(
			[
				'00',
				padded('', 10),
				'00',
				padded('', 10),
				'ZZ',
				padded('ACME', 15),
				'01',
				padded('123456789', 15),
			].concat(['260507', '1230', '^', '00501', '000000001', '0', 'P', '>']),
		);
		const group = interchange.addFunctionalGroup();
		group.setHeader(['PO', 'ACME', 'GIANT', '20260507', '1230', '1', 'X', '005010']);
		for (const [index, { number, dates, references, parties, lines }] of documents.entries()) {
			const { name, ids, street, city, region, postalCode, country } = parties.shipTo;
			const order = group.addTransaction();
			order.setHeader(['850', String(index + 1).padStart(4, '0')]);
			order.addSegment('BEG', ['00', 'SA', number, '', dates.issued.replaceAll('-', '')]);
			order.addSegment('REF', ['DP', references[0].value]);
			order.addSegment('N1', ['ST', name, '92', ids[0].value]);
			order.addSegment('N3', street);
			order.addSegment('N4', [city, region, postalCode, country]);
			for (const { number: line, quantity, price, ids: of, description } of lines) {
				const product = ['UP', of.gtin, 'VN', of.supplier];
				order.addSegment('PO1', [line, quantity.ordered, quantity.unit, price.amount, '', ...product]);
				order.addSegment('PID', ['F', '', '', '', description]);
			}
			order.addSegment('CTT', [String(lines.length)]);
		}
		return Buffer.from(interchange.toString(), 'latin1');
	};
}

const WORK = {
	read: { own: readOwn, 'node-x12': readNodeX12 },
	write: { own: writeOwn, 'node-x12': writeNodeX12 },
};

const perform = WORK[work][subject]();
const bytes = readFileSync(file);
const input = work === 'read' ? bytes : JSON.parse(bytes);
const before = performance.now();
const result = perform(input);
const milliseconds = performance.now() - before;
const peakBytes = process.resourceUsage().maxRSS * 1024;
const { orders } = work === 'read' ? result : readOwn()(result);
const digest = createHash('sha256').update(JSON.stringify(orders)).digest('hex');
console.log(JSON.stringify({ milliseconds, peakBytes, digest }));
