import { notFound } from './envelope';
import { comms, ecGridIds, interconnects, mailboxes, networks, user } from './seed';
import type { CallbackRecord, NewCallback, NewParcel, OccurrenceRecord, ParcelRecord } from './types';
import { interchangesOf } from './x12';

const counterFrom = (first: number) => () => first++;

/** The state of this ECGrid. */
export class Store {
	readonly user = user;
	readonly networks = networks.map((network) => ({ ...network }));
	readonly mailboxes = mailboxes.map((mailbox) => ({ ...mailbox }));
	readonly ecGridIds = ecGridIds.map((ecGridId) => ({ ...ecGridId }));
	readonly interconnects = interconnects.map((interconnect) => ({ ...interconnect }));
	readonly comms = comms.map((comm) => ({ ...comm }));
	readonly callbacks: CallbackRecord[] = [];
	readonly occurrences: OccurrenceRecord[] = [];
	readonly parcels: ParcelRecord[] = [];
	private readonly occurrencesById = new Map<number, OccurrenceRecord>();

	private readonly nextCallbackId = counterFrom(7001);
	private readonly nextParcelId = counterFrom(987654321);
	private readonly nextInterchangeId = counterFrom(445500001);
	readonly nextEventId = counterFrom(550001);

	network = (id: number) => find(this.networks, 'networkId', id, 'Network');
	mailbox = (id: number) => find(this.mailboxes, 'mailboxId', id, 'Mailbox');
	ecGridId = (id: number) => find(this.ecGridIds, 'ecGridId', id, 'ECGrid ID');
	callback = (id: number) => find(this.callbacks, 'callbackId', id, 'Callback');
	occurrence = (id: number) => {
		const found = this.occurrencesById.get(id);
		if (!found) throw notFound('Callback event', id);
		return found;
	};
	parcel = (id: number) => find(this.parcels, 'parcelId', id, 'Parcel');

	/** Whether two ECGrid IDs have an active interconnect, in either direction. */
	mayExchange(a: number, b: number): boolean {
		return this.interconnects.some(
			({ ecGridIdFrom: from, ecGridIdTo: to, status }) =>
				status === 'Active' && ((from === a && to === b) || (from === b && to === a)),
		);
	}

	addCallback(callback: NewCallback): CallbackRecord {
		const record: CallbackRecord = {
			httpAuthType: 'None',
			status: 'Active',
			...callback,
			callbackId: this.nextCallbackId(),
			created: new Date().toISOString(),
		};
		this.callbacks.push(record);
		return record;
	}

	removeCallback(callback: CallbackRecord): void {
		this.callbacks.splice(this.callbacks.indexOf(callback), 1);
	}

	addOccurrence(occurrence: OccurrenceRecord): OccurrenceRecord {
		this.occurrences.push(occurrence);
		this.occurrencesById.set(occurrence.callbackEventId, occurrence);
		return occurrence;
	}

	addParcel(parcel: NewParcel, direction: ParcelRecord['direction']): ParcelRecord {
		const content = typeof parcel.content === 'string' ? Buffer.from(parcel.content) : parcel.content;
		const created = (parcel.created ?? new Date()).toISOString();
		const { mailboxId = this.user.mailboxId, ecGridIdFrom = 0, ecGridIdTo = 0 } = parcel;
		const record: ParcelRecord = {
			parcelId: this.nextParcelId(),
			mailboxId,
			networkId: this.mailbox(mailboxId).networkId,
			fileName: parcel.fileName,
			bytes: content.length,
			status: direction === 'InBox' ? 'InBoxReady' : 'outboxPending',
			ecGridIdFrom,
			ecGridIdTo,
			created,
			modified: created,
			direction,
			content,
			manifest: interchangesOf(content).map(({ sender, receiver, documentType, count }) => ({
				interchangeId: this.nextInterchangeId(),
				sender: ecGridIdFrom ? String(ecGridIdFrom) : sender.id,
				receiver: ecGridIdTo ? String(ecGridIdTo) : receiver.id,
				documentType,
				count,
			})),
			notes: [],
		};
		this.parcels.push(record);
		return record;
	}

	setParcelStatus(parcel: ParcelRecord, status: string): void {
		parcel.status = status;
		parcel.modified = new Date().toISOString();
	}
}

function find<T, K extends keyof T>(records: readonly T[], key: K, id: T[K] & number, what: string): T {
	const found = records.find((record) => record[key] === id);
	if (!found) throw notFound(what, id);
	return found;
}
