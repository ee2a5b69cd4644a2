import { createHash } from 'crypto';

import type { IDataObject } from 'n8n-workflow';

import { isRecord } from '../transport/record';
import { setBounded } from '../runtime/boundedMap';
import { RETENTION_DAYS } from '../runtime/staticData';

const DAY_MS = 24 * 60 * 60_000;
/** Ids that are remembered of one trigger at the most. */
export const MAX_IDS = 100_000;

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const BASE = 32;

const dayOf = (time: number) => Math.floor(time / DAY_MS);

/** A number for any id, so that many of them can be written down shortly: a text is hashed to 52 bits. */
const numberOf = (id: number | string): number =>
	typeof id === 'number' && id >= 0
		? id
		: parseInt(createHash('sha256').update(String(id)).digest('hex').slice(0, 13), 16);

/** Like a source map's numbers, but unsigned: five bits in each character, and a sixth that says that more follow. */
function written(value: number): string {
	const rest = Math.floor(value / BASE);
	return rest === 0 ? DIGITS[value]! : DIGITS[(value % BASE) + BASE]! + written(rest);
}

/** Ids as a short text: each as its distance from the one before; what follows without a gap, as 0 and their number. */
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

/** The ids of a text of `packed`, in order. What is no such text gives what can be read of it, `most` ids at the most. */
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

/** What a row of the event list is recognised by. */
export interface ListedRow {
	id: number | string;
	/** Everything that identifies it: several rows may have one id, which may be that of the registration (row C5 of the sheet). */
	key: string;
	/** Epoch milliseconds. */
	created: number;
}

/** In place of a row: there are several. */
const SEVERAL = -1;

/**
 * Which missed events a trigger has taken. A row of ECGrid's list is remembered by its id, which is short to write
 * down, as long as no other row with that id is known; and by all that identifies it else. What this process knows is joined with what n8n saved: static data is one
 * object for the whole workflow, and another trigger in it may write an older copy over it.
 */
export class RecoveredIds {
	private readonly taken = new Map<number, Set<number>>();

	/** The texts of the days that have not changed since. */
	private readonly texts = new Map<number, string>();

	/** Handed to n8n at a time (epoch milliseconds), and their executions have not ended; with the day of the event. */
	private readonly underWay = new Map<number, { day: number; at: number }>();

	/** Handed to n8n by a process that ended before it could save what became of them. */
	private readonly unsettled: Set<number>;

	/** By the number of an id: that of the only row that was seen with it, or that there are several. */
	private readonly rows = new Map<number, number>();

	/** The ids under which this process has handed rows to n8n. */
	private readonly handed = new Set<number>();

	private size = 0;

	/** `recovering`: what n8n saved of a process before this one. */
	constructor({ recovering }: IDataObject) {
		this.unsettled = new Set(typeof recovering === 'string' ? unpacked(recovering) : []);
	}

	/** Joins in what n8n saved. */
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

	/** Whether an event was taken or is under way. Notes the row: whether others have its id has to be known. */
	has(row: ListedRow): boolean {
		return this.hasNumber(this.numberFor(row)) || this.hasNumber(numberOf(row.key));
	}

	/** Whether several rows with the id of this one were seen. */
	isShared({ id }: ListedRow): boolean {
		return this.rows.get(numberOf(id)) === SEVERAL;
	}

	/** An event is handed to n8n. */
	begin(row: ListedRow): void {
		const number = this.numberFor(row);
		this.handed.add(number);
		this.underWay.set(number, { day: dayOf(row.created), at: Date.now() });
	}

	/** How many executions have not ended that began so many milliseconds ago at the most. */
	underWayFor(milliseconds: number): number {
		const now = Date.now();
		return [...this.underWay.values()].filter(({ at }) => Math.abs(now - at) < milliseconds).length;
	}

	/** n8n has said whether it stored the event; or there was nothing to store. */
	end(row: ListedRow, isTaken: boolean): void {
		const number = this.numberFor(row);
		this.underWay.delete(number);
		this.unsettled.delete(number);
		if (isTaken) {
			this.handed.add(number);
			this.add(number, dayOf(row.created));
		} else for (const day of this.taken.keys()) this.remove(number, day);
	}

	/**
	 * What n8n is to save. An event that is under way is not among the recovered: n8n saves this before it stores the
	 * execution. After a restart it is handed over once more, which n8n drops where it still has the execution; and no
	 * third time.
	 */
	saved(): { recovered: IDataObject; recovering?: string } {
		const twice = [...this.underWay].filter(([number]) => this.unsettled.has(number));
		for (const [number, { day }] of twice) this.add(number, day);
		const recovered: IDataObject = {};
		for (const [day, ids] of this.taken) {
			if (!this.texts.has(day)) this.texts.set(day, packed(ids));
			recovered[day] = this.texts.get(day)!;
		}
		return { recovered, recovering: packed(this.underWay.keys()) || undefined };
	}

	private hasNumber(number: number): boolean {
		return this.underWay.has(number) || [...this.taken.values()].some((ids) => ids.has(number));
	}

	/** By which number a row is remembered. */
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
	 * A second row has an id. What is remembered by it was the first row, if this process has handed that to n8n. What a
	 * former process took may have been either: both count as open, and n8n drops the one whose execution it has.
	 */
	private share(ofId: number, first: number): void {
		this.rows.set(ofId, SEVERAL);
		const isFirst = this.handed.delete(ofId);
		for (const [day, ids] of [...this.taken]) {
			if (!ids.has(ofId)) continue;
			this.remove(ofId, day);
			if (isFirst) this.add(first, day);
		}
		const handed = this.underWay.get(ofId);
		if (!handed) return;
		this.underWay.delete(ofId);
		this.underWay.set(first, handed);
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

/** What a trigger has taken, in this process and by what n8n saved of it. `owner`: see `nodeFingerprint`. */
export function recoveredIdsOf(owner: string, data: IDataObject): RecoveredIds {
	const known = byOwner.get(owner) ?? new RecoveredIds(data);
	setBounded(byOwner, owner, known);
	known.join(data);
	return known;
}
