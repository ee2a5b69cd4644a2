import type { InterconnectRecord, MailboxRecord, NetworkRecord } from './types';

const CREATED = '2021-03-15T14:05:00Z';
const MODIFIED = '2026-02-02T08:30:00Z';

const network = (networkId: number, uniqueId: string, companyName: string): NetworkRecord => ({
	networkId,
	uniqueId,
	companyName,
	status: 'Active',
	created: CREATED,
	modified: MODIFIED,
});

export const networks: NetworkRecord[] = [
	network(1201, 'HARBORLINE', 'Harborline Logistics'),
	network(1202, 'NORTHFIELD', 'Northfield Grocers Cooperative'),
	network(1203, 'CEDARPOINT', 'Cedar Point Manufacturing'),
];

const towns = [
	'Albany',
	'Boise',
	'Camden',
	'Dayton',
	'Eugene',
	'Fresno',
	'Galveston',
	'Hartford',
	'Ithaca',
	'Joplin',
];
const trades = [
	'Freight',
	'Warehouse',
	'Produce',
	'Bakery',
	'Dairy',
	'Hardware',
	'Fasteners',
	'Packaging',
	'Textiles',
	'Pharmacy',
	'Electronics',
	'Wholesale',
];

/** The mailbox in the examples on the vendor's pages, such as rest-api/callbacks/create-callback. */
const DOCUMENTED_MAILBOX = 12345;

/** 120 mailboxes, 40 on each network; every 30th is suspended. */
export const mailboxes: MailboxRecord[] = trades.flatMap((trade, t) =>
	towns.map((town, i) => {
		const n = t * towns.length + i;
		const { networkId } = networks[Math.floor(n / 40)]!;
		return {
			mailboxId: n === 9 ? DOCUMENTED_MAILBOX : 30001 + n,
			networkId,
			uniqueId: `${town.slice(0, 4).toUpperCase()}${trade.slice(0, 4).toUpperCase()}${n + 1}`,
			companyName: `${town} ${trade}`,
			status: n % 30 === 29 ? 'Suspended' : 'Active',
			created: CREATED,
			modified: MODIFIED,
		};
	}),
);

/** The owner of the key: the administrator of the first network, whose home is its first mailbox. */
export const user = {
	userId: 4101,
	login: 'edi.admin@harborline.example',
	email: 'edi.admin@harborline.example',
	firstName: 'Robin',
	lastName: 'Alvarez',
	networkId: networks[0]!.networkId,
	mailboxId: mailboxes[0]!.mailboxId,
	authLevel: 'NetworkAdmin',
	status: 'Active',
	created: CREATED,
};

export interface EcGridId {
	ecGridId: number;
	/** 0 if the ECGrid ID is on a network outside the sandbox. */
	mailboxId: number;
	/** 0 for the same reason. */
	networkId: number;
	qualifier: string;
	id: string;
	description: string;
	status: string;
	routingGroup: string;
	ediStandard: string;
}

const ecGridId = (ecGridId: number, mailboxId: number, qualifier: string, id: string): EcGridId => {
	const mailbox = mailboxes.find((each) => each.mailboxId === mailboxId);
	return {
		ecGridId,
		mailboxId,
		networkId: mailbox?.networkId ?? 0,
		qualifier,
		id,
		description: mailbox?.companyName ?? 'Faraway Stores',
		status: 'Active',
		routingGroup: 'ProductionA',
		ediStandard: 'X12',
	};
};

export const ecGridIds: EcGridId[] = [
	ecGridId(820001, 30001, 'ZZ', 'HARBORLINE'),
	ecGridId(820002, 30002, '01', '004129871'),
	ecGridId(820003, 30041, '08', '9254110060'),
	ecGridId(820004, 30081, '12', '5135550142'),
	ecGridId(820005, 0, 'ZZ', 'FARAWAYSTORES'),
];

const interconnect = (
	interconnectId: number,
	ecGridIdFrom: number,
	ecGridIdTo: number,
): InterconnectRecord => ({
	interconnectId,
	ecGridIdFrom,
	ecGridIdTo,
	status: 'Active',
	created: CREATED,
	modified: MODIFIED,
});

/** Pairs that may exchange files in both directions. 820002 and 820004 may not. */
export const interconnects: InterconnectRecord[] = [
	interconnect(51001, 820001, 820002),
	interconnect(51002, 820001, 820003),
	interconnect(51003, 820001, 820004),
	interconnect(51004, 820001, 820005),
	interconnect(51005, 820002, 820003),
];

const comm = (
	commId: number,
	mailboxId: number,
	commType: string,
	identifier: string,
	withCerts: boolean,
) => ({
	commId,
	mailboxId,
	commType,
	identifier,
	status: 'Active',
	useType: 'Production',
	privateKeyRequired: withCerts,
	withCerts,
});

export const comms = [
	comm(6101, 30001, 'as2', 'HARBORLINE-AS2', true),
	comm(6102, 30001, 'sftp', 'harborline', false),
	comm(6103, 30041, 'as2', 'NORTHFIELD-AS2', true),
];
