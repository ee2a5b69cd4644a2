import { setMaxListeners } from 'node:events';
import { Agent } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSecureContext, rootCertificates } from 'node:tls';
import { enums } from '../test/contract';
import { invalid } from './envelope';
import { gate } from './gate';
import { payloadFor } from './payload';
import { postTo } from './post';
import type { Store } from './store';
import type {
	CallbackRecord,
	Caller,
	Delivery,
	EventDetails,
	MissedDetails,
	OccurrenceRecord,
	ParcelRecord,
	SandboxOptions,
} from './types';

const MAX_SIDE_BY_SIDE = 64;

/** Delivers events to callbacks: immediately, and again at intervals if they don't answer 200. */
export class Dispatcher {
	readonly deliveries: Delivery[] = [];

	private readonly attempts: number;
	private readonly intervalMs: number;
	private readonly timeoutMs: number;
	private readonly shape: 'A' | 'B';
	private readonly agent: Agent;
	private readonly inTurn = gate(MAX_SIDE_BY_SIDE);
	private readonly caller: Caller;
	private readonly isSameAfterReset: boolean;
	private readonly stopped = new AbortController();
	private readonly underWay = new Set<Promise<void>>();

	constructor(
		private readonly store: Store,
		{
			retry,
			timeoutMs = 10_000,
			payloadShape = 'B',
			deliveryCa = [],
			caller = {},
			readings = {},
		}: SandboxOptions,
	) {
		// Every delivery that waits for its next retry adds a listener.
		setMaxListeners(0, this.stopped.signal);
		this.attempts = retry?.attempts ?? 4;
		this.intervalMs = retry?.intervalMs ?? 1000;
		this.timeoutMs = timeoutMs;
		this.shape = payloadShape;
		this.caller = caller;
		this.isSameAfterReset = readings.sameBodyAfterReset === true;
		this.agent = new Agent({
			secureContext: createSecureContext({ ca: [...rootCertificates, ...[deliveryCa].flat()] }),
		});
	}

	/** Fires an event: creates one occurrence for each active callback that matches the event and scope. */
	fire(event: string, details: EventDetails = {}): OccurrenceRecord[] {
		if (!enums.Objects!.includes(event))
			throw invalid('event', `must be one of ${enums.Objects!.join(', ')}`);
		const mailboxId = details.mailboxId ?? (details.networkId === undefined ? this.store.user.mailboxId : 0);
		const networkId = details.networkId ?? this.store.mailbox(mailboxId).networkId;
		const meets = (callback: CallbackRecord) =>
			callback.status === 'Active' &&
			callback.event === event &&
			(!callback.mailboxId || callback.mailboxId === mailboxId) &&
			(!callback.networkId || callback.networkId === networkId);

		return this.store.callbacks.filter(meets).map((callback) => {
			const occurrence = this.store.addOccurrence(this.occurrence(callback, mailboxId, details));
			const delivered = this.deliver(occurrence).finally(() => this.underWay.delete(delivered));
			this.underWay.add(delivered);
			return occurrence;
		});
	}

	/** Adds events that were given up earlier to the event list, without delivering them. */
	addMissed(
		callback: Pick<CallbackRecord, 'callbackId' | 'event'>,
		events: MissedDetails[],
	): OccurrenceRecord[] {
		return events.map(({ created = new Date().toISOString(), state = 'Failed', ...details }) =>
			this.store.addOccurrence({
				...this.occurrence(callback, details.mailboxId ?? this.store.user.mailboxId, details),
				created,
				status: state,
				delivered: state === 'Delivered' ? created : null,
				httpStatus: state === 'Delivered' ? 200 : 0,
			}),
		);
	}

	/** Fires the event for a parcel that is waiting in an inbox. */
	fireParcel({
		parcelId,
		mailboxId,
		fileName,
		ecGridIdFrom,
		status,
		created,
	}: ParcelRecord): OccurrenceRecord[] {
		return this.fire('Parcel', {
			objectId: parcelId,
			mailboxId,
			fileName,
			ecGridId: ecGridIdFrom,
			status,
			callBackEvent: 'InBox',
			...(this.isSameAfterReset && { created }),
		});
	}

	/** Immediately posts one test event to a callback, whatever the callback's status. */
	async test(callback: CallbackRecord): Promise<Delivery> {
		const mailboxId = callback.mailboxId || this.store.user.mailboxId;
		return this.attempt(callback, this.occurrence(callback, mailboxId, { isTest: true }));
	}

	/** Resolves when no delivery is in flight. */
	async idle(timeoutMs = 10_000): Promise<void> {
		let timer: NodeJS.Timeout | undefined;
		const expired = new Promise<never>((_, reject) => {
			const expire = () =>
				reject(new Error(`${this.underWay.size} deliveries are still in flight after ${timeoutMs} ms`));
			timer = setTimeout(expire, timeoutMs);
		});
		try {
			while (this.underWay.size > 0) await Promise.race([Promise.all(this.underWay), expired]);
		} finally {
			clearTimeout(timer);
		}
	}

	stop(): void {
		this.stopped.abort(new Error('The sandbox was stopped'));
		this.agent.destroy();
	}

	private occurrence(
		callback: Pick<CallbackRecord, 'callbackId' | 'event'>,
		mailboxId: number,
		details: EventDetails,
	): OccurrenceRecord {
		const occurrence = {
			callbackEventId: this.store.nextEventId(),
			callbackId: callback.callbackId,
			event: callback.event,
			mailboxId,
			objectId: details.objectId ?? 0,
			status: 'Pending' as const,
			attempts: 0,
			created: new Date().toISOString(),
			lastAttempt: null,
			delivered: null,
			httpStatus: 0,
		};
		const { payload = payloadFor(this.shape, occurrence, details) } = details;
		return { ...occurrence, payload: typeof payload === 'string' ? payload : JSON.stringify(payload) };
	}

	private async deliver(occurrence: OccurrenceRecord): Promise<void> {
		const { signal } = this.stopped;
		while (occurrence.attempts < this.attempts && !signal.aborted) {
			const callback = this.store.callbacks.find(({ callbackId }) => callbackId === occurrence.callbackId);
			if (callback?.status !== 'Active') break;
			await this.inTurn(() => this.attempt(callback, occurrence));
			if (occurrence.httpStatus === 200) {
				occurrence.status = 'Delivered';
				occurrence.delivered = new Date().toISOString();
				return;
			}
			if (occurrence.attempts < this.attempts)
				await sleep(this.intervalMs, undefined, { signal }).catch(() => {});
		}
		occurrence.status = 'Failed';
	}

	private async attempt(callback: CallbackRecord, occurrence: OccurrenceRecord): Promise<Delivery> {
		const startedAt = Date.now();
		const started = performance.now();
		occurrence.attempts++;
		occurrence.lastAttempt = new Date(startedAt).toISOString();
		const signal = AbortSignal.any([this.stopped.signal, AbortSignal.timeout(this.timeoutMs)]);
		const { hangUp, ...caller } = this.caller;
		const hangsUp = hangUp && occurrence.attempts <= (hangUp.times ?? Infinity);
		const answer = await postTo(callback, occurrence.payload, this.agent, signal, {
			...caller,
			...(hangsUp && { hangUp }),
		});
		occurrence.httpStatus = answer.status;
		const delivery: Delivery = {
			callbackEventId: occurrence.callbackEventId,
			callbackId: callback.callbackId,
			attempt: occurrence.attempts,
			url: callback.url,
			body: occurrence.payload,
			startedAt,
			durationMs: performance.now() - started,
			...answer,
		};
		this.deliveries.push(delivery);
		return delivery;
	}
}
