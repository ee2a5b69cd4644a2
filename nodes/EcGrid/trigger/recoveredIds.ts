import { createHash } from 'crypto';

import type { IDataObject } from 'n8n-workflow';

import { isRecord } from '../transport/record';
import { setBounded } from '../runtime/boundedMap';
import { RETENTION_DAYS } from '../runtime/staticData';

const DAY_MS = 24 * 60 * 60_000;
/** The most IDs that are remembered of one trigger. */
export const MAX_IDS = 100_000;

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const BASE = 32;

const dayOf = (time: number) => Math.floor(time / DAY_MS);

/** A number for any ID, so that many IDs can be stored compactly. A text is hashed to 52 bits. */
const numberOf = (id: number | string): number =>
	typeof id === 'number' && id >= 0
		? id
		: parseInt(createHash('sha256').update(String(id)).digest('hex').slice(0, 13), 16);

/**
 * Encodes a number as in a source map, but unsigned: five bits in each character, and a sixth that says whether more
 * follow.
 */
function written(value: number): string {
	const rest = Math.floor(value / BASE);
	return rest === 0 ? DIGITS[value]! : DIGITS[(value % BASE) + BASE]! + written(rest);
}

/** Encodes IDs as a short text: each as its distance from the previous one; a run without gaps as 0 and its length. */
export function packed(ids: Iterable<number>): string {
	const sorted = [...ids].sort((left, right) => left - right);
	let text = '';
	for (let index = 0, before = -1; index < sorted.length;) {
		let last = index;
		while (sorted[last + 1] === sorted[last]! + 1) last++;
		text += written(sorted[index]! - before);
		if (last > index) text += written(0) + written(last - index);
		before = sorted[last]!;
		index = last + 1;
	}
	return text;
}

/** Decodes a text of `packed`, in order. Returns as much as it can read of any other text, and at most `most` IDs. */
export function unpacked(text: string, most = MAX_IDS): number[] {
	const ids: number[] = [];
	let id = -1;
	let value = 0;
	let place = 1;
	let isRun = false;
	for (const character of text) {
		const digit = DIGITS.indexOf(character);
		if (digit < 0 || place > Number.MAX_SAFE_INTEGER) break;
		value += (digit % BASE) * place;
		place *= BASE;
		if (digit >= BASE) continue;
		if (isRun) for (let left = value; left > 0 && ids.length < most; left--) ids.push(++id);
		else if (value > 0) ids.push((id += value));
		isRun = !isRun && value === 0;
		value = 0;
		place = 1;
		if (ids.length >= most || !Number.isSafeInteger(id)) break;
	}
	return ids;
}

/** The fields that identify a row of the event list. */
export interface ListedRow {
	id: number | string;
	/**
	 * Everything that identifies it: several rows may share an ID, which may be that of the registration (row C5 of the
	 * sheet).
	 */
	key: string;
	/** Epoch milliseconds. */
	created: number;
}

/** Stands for several rows. */
const SEVERAL = -1;

/**
 * The missed events that a trigger has recovered. A row of ECGrid's list is remembered by its ID, which is short,
 * unless another row with that ID is known; then by everything that identifies it. This process's knowledge is merged
 * with what n8n saved: static data is one object for the whole workflow, and another trigger may overwrite it with an
 * older copy.
 */
export class RecoveredIds {
	private readonly taken = new Map<number, Set<number>>();

	/** The encoded texts of the days that haven't changed since. */
	private readonly texts = new Map<number, string>();

	/**
	 * Events whose executions haven't ended, with the day of the event and when it was handed to n8n (epoch
	 * milliseconds).
	 */
	private readonly inFlight = new Map<number, { day: number; at: number }>();

	/** Events handed to n8n by a process that ended before it could save the outcome. */
	private readonly unsettled: Set<number>;

	/** By the number of an ID: the number of the only row seen with it, or `SEVERAL`. */
	private readonly rows = new Map<number, number>();

	/** The IDs under which this process has handed rows to n8n. */
	private readonly handed = new Set<number>();

	private size = 0;

	/** `recovering`: the events in flight that n8n saved for an earlier process. */
	constructor({ recovering }: IDataObject) {
		this.unsettled = new Set(typeof recovering === 'string' ? unpacked(recovering) : []);
	}

	/** Merges in what n8n saved. */
	join({ recovered }: IDataObject): void {
		// An older version of this package saved a plain list.
		const days = Array.isArray(recovered) ? { [dayOf(Date.now())]: recovered } : recovered;
		for (const [day, ids] of Object.entries(isRecord(days) ? days : {})) {
			if (ids === this.texts.get(Number(day))) continue;
			for (const id of typeof ids === 'string' ? unpacked(ids) : Array.isArray(ids) ? ids : []) {
				if (typeof id === 'number' || typeof id === 'string') this.add(numberOf(id), Number(day));
			}
		}
	}

	/** Whether an event was recovered or is in flight. Also notes the row, to know whether others share its ID. */
	has(row: ListedRow): boolean {
		return this.hasNumber(this.numberFor(row)) || this.hasNumber(numberOf(row.key));
	}

	/** Whether several rows with this row's ID were seen. */
	isShared({ id }: ListedRow): boolean {
		return this.rows.get(numberOf(id)) === SEVERAL;
	}

	/** Notes that an event is handed to n8n. */
	begin(row: ListedRow): void {
		const number = this.numberFor(row);
		this.noteHanded(row, number);
		this.inFlight.set(number, { day: dayOf(row.created), at: Date.now() });
	}

	/** The number of executions that haven't ended and began at most so many milliseconds ago. */
	inFlightFor(milliseconds: number): number {
		const now = Date.now();
		return [...this.inFlight.values()].filter(({ at }) => Math.abs(now - at) < milliseconds).length;
	}

	/** Notes whether n8n stored the event, or that there was nothing to store. */
	end(row: ListedRow, isTaken: boolean): void {
		const number = this.numberFor(row);
		this.inFlight.delete(number);
		this.unsettled.delete(number);
		if (isTaken) {
			this.noteHanded(row, number);
			this.add(number, dayOf(row.created));
		} else for (const day of this.taken.keys()) this.remove(number, day);
	}

	/**
	 * The data for n8n to save. An event in flight isn't among the recovered ones, because n8n saves this before it
	 * stores the execution. After a restart, the event is handed to n8n once more, and never a third time. n8n drops it
	 * if it still has the execution.
	 */
	saved(): { recovered: IDataObject; recovering?: string } {
		const twice = [...this.inFlight].filter(([number]) => this.unsettled.has(number));
		for (const [number, { day }] of twice) this.add(number, day);
		const recovered: IDataObject = {};
		for (const [day, ids] of this.taken) {
			if (!this.texts.has(day)) this.texts.set(day, packed(ids));
			recovered[day] = this.texts.get(day)!;
		}
		return { recovered, recovering: packed(this.inFlight.keys()) || undefined };
	}

	/** Only the ID of a row can turn out to be shared. */
	private noteHanded({ id }: ListedRow, number: number): void {
		if (number === numberOf(id)) this.handed.add(number);
	}

	private hasNumber(number: number): boolean {
		return this.inFlight.has(number) || [...this.taken.values()].some((ids) => ids.has(number));
	}

	/** The number by which a row is remembered. */
	private numberFor({ id, key }: ListedRow): number {
		const ofId = numberOf(id);
		const ofRow = numberOf(key);
		const seen = this.rows.get(ofId);
		if (seen !== undefined && seen !== ofRow && seen !== SEVERAL) this.share(ofId, seen);
		else if (seen === undefined) this.rows.set(ofId, ofRow);
		if (this.rows.size > MAX_IDS) {
			const [oldest] = this.rows.keys();
			this.rows.delete(oldest!);
			this.handed.delete(oldest!);
		}
		return this.rows.get(ofId) === SEVERAL ? ofRow : ofId;
	}

	/**
	 * Handles a second row with the same ID. The event remembered by that ID was the first row, if this process handed
	 * it to n8n. An event that an earlier process recovered may have been either: both count as open, and n8n drops the
	 * one whose execution it has.
	 */
	private share(ofId: number, first: number): void {
		this.rows.set(ofId, SEVERAL);
		const isFirst = this.handed.delete(ofId);
		for (const [day, ids] of [...this.taken]) {
			if (!ids.has(ofId)) continue;
			this.remove(ofId, day);
			if (isFirst) this.add(first, day);
		}
		const handed = this.inFlight.get(ofId);
		if (!handed) return;
		this.inFlight.delete(ofId);
		this.inFlight.set(first, handed);
	}

	private add(number: number, ofDay: number): void {
		const today = dayOf(Date.now());
		const day = Math.min(ofDay, today);
		if (!(day >= today - RETENTION_DAYS) || this.taken.get(day)?.has(number)) return;
		this.taken.set(day, (this.taken.get(day) ?? new Set()).add(number));
		this.texts.delete(day);
		this.size++;
		for (const [past, ids] of this.taken) {
			if (past < today - RETENTION_DAYS) for (const each of ids) this.remove(each, past);
		}
		while (this.size > MAX_IDS) {
			const oldest = Math.min(...this.taken.keys());
			this.remove(this.taken.get(oldest)!.values().next().value!, oldest);
		}
	}

	private remove(number: number, day: number): void {
		const ids = this.taken.get(day);
		if (!ids?.delete(number)) return;
		this.texts.delete(day);
		this.size--;
		if (ids.size === 0) this.taken.delete(day);
	}
}

const byOwner = new Map<string, RecoveredIds>();

/**
 * The missed events that a trigger has recovered, in this process and as n8n saved them. `owner`: see
 * `nodeFingerprint`.
 */
export function recoveredIdsOf(owner: string, data: IDataObject): RecoveredIds {
	const known = byOwner.get(owner) ?? new RecoveredIds(data);
	setBounded(byOwner, owner, known);
	known.join(data);
	return known;
}
