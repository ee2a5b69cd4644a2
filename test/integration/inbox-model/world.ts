import type { sleep, IBinaryData, INodeType, IPollFunctions } from 'n8n-workflow';
import type { Readable } from 'node:stream';

import { N8nProcess } from '../process';
import { Grid, OWN, type Parcel } from './grid';
import { aboutBeginnings, aboutHandedOut, NONE, union, type Facts } from './knowledge';

/**
 * How n8n polls: with one context per activation, by its durable scheduler, or by that with durable cursors.
 */
export type Scheduling = 'legacy' | 'durable' | 'cursors';

export interface Settings {
	startWith: 'everything' | 'now';
	mailbox: number;
}

/** Events during a poll. */
export type Mishap =
	/** n8n dies, or the workflow is switched off, before ECGrid answers the request with this number. */
	| { what: 'kill' | 'switch off'; beforeAnswer: number }
	/** n8n dies while it stores what the poll handed out; these parts are stored. */
	| { what: 'kill while storing'; staticData: boolean; execution: boolean };

export interface Setup {
	scheduling: Scheduling;
	download: boolean;
	/** Max Parcels. */
	most: number;
}

type Data = Record<string, unknown>;

/** A copy of the workflow's static data, or the poll's cursor, with its content. */
interface Copy {
	data: Data;
	facts: Facts;
}

interface Process {
	node: INodeType;
	facts: Facts;
	/** What of it was handed out before the last poll. */
	before: Facts;
}

interface HandOut {
	parcel: number;
	at: number;
	/** Whether n8n stored the execution. */
	isStored: boolean;
	/** A poll saw its lease end. */
	isOver: boolean;
}

interface Turn {
	settings: Settings;
	/** Whether the trigger may start with new arrivals. */
	mayBegin: boolean;
	/** What the trigger could know before. */
	readable: Facts;
}

interface Beginning {
	version: number;
	/** If undefined, the trigger hands out everything. */
	mailbox?: number;
	/** Of the parcels listed at that time: those left alone, and those that may be. */
	leftAlone: Set<number>;
	perhaps: Set<number>;
}

const MINUTE = 60_000;
export const LEASE_MINUTES = 60;

class Killed extends Error {}

const clone = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** n8n's object that watches for changes has this; a plain cursor doesn't. */
const watched = (data: Data): Data => Object.defineProperty(data, '__dataChanged', { value: false });

/** Passes immediately. A watch over a stalled file never ends. */
const sleepInstead: typeof sleep = async (ms, signal) =>
	ms < 100_000
		? undefined
		: await new Promise((_, reject) => {
				signal?.addEventListener('abort', () => reject(new Error('over')), { once: true });
			});

const newProcess = (): Process => ({
	node: new N8nProcess({
		'n8n-workflow': { ...jest.requireActual('n8n-workflow'), sleep: sleepInstead },
	}).node('EcGridInboxTrigger'),
	facts: NONE,
	before: NONE,
});

/**
 * An n8n on two machines with one workflow that starts with an inbox trigger, and the ECGrid that it polls.
 * Throws if the trigger breaks a promise.
 */
export class World {
	readonly grid = new Grid();

	/** Epoch milliseconds. */
	now = Date.parse('2026-05-07T12:00:00Z');

	/** Total minutes by which the clock was set back. Leases may last that much longer. */
	private setBack = 0;

	/** The content of n8n's database. */
	private stored: Copy = { data: {}, facts: NONE };
	private cursor?: Copy;
	/** All static data ever stored. */
	private readonly former: Copy[] = [this.stored];

	private readonly processes = [newProcess(), newProcess()];
	private leader = 0;

	/** The settings for the next publication. */
	private published?: Settings;
	/** The settings of the last publication. */
	private settings?: Settings;
	/** In the mode with one context for all polls: the context of the activation. */
	private activation?: { copy: Copy; context: IPollFunctions };

	private readonly handedOut: HandOut[] = [];
	private readonly beginnings: Beginning[] = [];
	/** What the last poll could read and what it learned. */
	private known: Facts = NONE;

	constructor(private readonly setup: Setup) {}

	private get process(): Process {
		return this.processes[this.leader]!;
	}

	// Actions of a person, a partner or the world.

	arrive(mailbox: number, file: Parcel['file']) {
		this.grid.arrive(mailbox, file);
	}

	/** The workflow confirms a parcel that it was started with, or somebody else removes it or puts it back. */
	set(index: number, state: Parcel['state']) {
		const { parcels } = this.grid;
		const parcel = parcels[index % Math.max(1, parcels.length)];
		if (!parcel || parcel.state === 'confirmed') return;
		if (state === 'confirmed' && !this.handedOut.some((each) => each.isStored && each.parcel === parcel.id))
			return;
		parcel.state = state;
	}

	/** Setting the clock back counts as negative minutes. */
	pass(minutes: number) {
		this.now += minutes * MINUTE;
		if (minutes < 0) this.setBack -= minutes;
	}

	async publish(settings: Settings, mishap?: Mishap) {
		const mode = this.published ? 'update' : 'activate';
		this.published = this.settings = settings;
		this.activation = undefined;
		await this.activate(mode, mishap);
	}

	unpublish() {
		this.published = undefined;
		this.activation = undefined;
	}

	async poll(mishap?: Mishap) {
		if (!this.published) return;
		if (this.setup.scheduling === 'legacy' && !this.activation) return;
		const outcome = await this.run('scheduled', 'update', mishap);
		if (outcome === 'killed') await this.start('init');
		return outcome;
	}

	/** n8n dies and restarts, or another machine takes over. */
	async restart({ otherTakesOver = false } = {}) {
		this.die();
		if (otherTakesOver) this.leader = 1 - this.leader;
		await this.start(otherTakesOver ? 'leadershipChange' : 'init');
	}

	async changeLeader() {
		this.activation = undefined;
		this.leader = 1 - this.leader;
		await this.start('leadershipChange');
	}

	/** Another trigger or a Code node stores the static data that it read earlier. */
	overwrite(index: number) {
		this.stored = this.former[index % this.former.length]!;
	}

	// n8n's actions.

	private die() {
		this.processes[this.leader] = newProcess();
		this.activation = undefined;
	}

	private async start(mode: 'init' | 'leadershipChange', mishap?: Mishap) {
		if (!this.published) return;
		// The durable scheduler continues where it was, without a first poll.
		if (this.setup.scheduling === 'legacy') await this.activate(mode, mishap);
	}

	/** A first poll. If it fails, a publication fails too; a start of n8n must not. */
	private async activate(mode: 'activate' | 'update' | 'init' | 'leadershipChange', mishap?: Mishap) {
		const isStart = mode === 'init' || mode === 'leadershipChange';
		const outcome = await this.run('activation', mode, mishap);
		if (outcome === 'failed') {
			if (isStart) throw new Error('a failure while n8n started took the trigger down');
			this.unpublish();
		} else if (outcome === 'killed') {
			// n8n resumes an unfinished publication.
			if (isStart) await this.start('init');
			else await this.activate('update');
		}
	}

	private store(copy: Copy) {
		this.stored = clonedCopy(copy);
		this.former.push(this.stored);
	}

	private contextFor(copy: Copy, cursor: Copy | undefined, mode: string, isScheduledAlone: boolean) {
		const { grid, setup } = this;
		const { mailbox, startWith } = this.published!;
		const data = copy.data as { global?: Data; node?: Data };
		const parameters: Data = {
			mailboxId: mailbox === OWN ? '' : { __rl: true, mode: 'id', value: String(mailbox) },
			startWith,
			options: { download: setup.download, maxParcels: setup.most, retryAfterMinutes: LEASE_MINUTES },
		};
		return {
			getNode: () => ({
				id: 'node-1',
				name: 'Inbox',
				type: 'ecGridInboxTrigger',
				typeVersion: 1,
				parameters: {},
			}),
			getWorkflow: () => ({ id: 'workflow-1' }),
			getInstanceId: () => 'instance-1',
			getMode: () => 'trigger',
			getActivationMode: () => mode,
			getNodeParameter: (name: string) => parameters[name],
			getCredentials: async () => ({ apiKey: 'key', baseUrl: 'https://rest.ecgrid.io' }),
			getPollBudgetMs: () => (isScheduledAlone ? 36_000 : 300_000),
			getWorkflowStaticData: (type: 'global' | 'node') =>
				type === 'node' && cursor ? cursor.data : (data[type] ??= watched({})),
			logger: { warn: () => {} },
			helpers: {
				httpRequestWithAuthentication: async (_: string, options: never) => await grid.request(options),
				prepareBinaryData: async (file: Readable): Promise<IBinaryData> => {
					let bytes = 0;
					for await (const chunk of file) bytes += (chunk as Buffer).length;
					return { data: String(bytes), mimeType: 'application/octet-stream' };
				},
			},
		} as unknown as IPollFunctions;
	}

	/** One poll as n8n runs it, and n8n's handling of the result. */
	private async run(
		kind: 'activation' | 'scheduled',
		mode: string,
		mishap?: Mishap,
	): Promise<'done' | 'failed' | 'killed'> {
		const { scheduling } = this.setup;
		const { process, grid } = this;
		const settings = this.published!;
		const isScheduledAlone = kind === 'scheduled' && scheduling !== 'legacy';
		const reuses = kind === 'scheduled' && scheduling === 'legacy';
		const copy = reuses ? this.activation!.copy : opened(this.stored);
		const cursor =
			scheduling === 'cursors' ? clonedCopy((this.cursor ??= { data: {}, facts: NONE })) : undefined;
		const context = reuses ? this.activation!.context : this.contextFor(copy, cursor, mode, isScheduledAlone);
		if (scheduling === 'legacy') this.activation = { copy, context };

		const own =
			isScheduledAlone || reuses ? process.facts : union(aboutBeginnings(process.facts), process.before);
		const readable = union(own, copy.facts, cursor?.facts ?? NONE);
		const turn = {
			settings,
			mayBegin: kind === 'activation' && (mode === 'activate' || mode === 'update'),
			readable,
		};

		let requests = 0;
		const outcome = await new Promise<{ items: number[] } | { error: Error }>((resolve) => {
			grid.onRequest = async () => {
				if (!mishap || mishap.what === 'kill while storing' || requests++ !== mishap.beforeAnswer) return;
				if (mishap.what === 'kill') {
					resolve({ error: new Killed() });
					await new Promise(() => {});
				} else if (kind === 'scheduled') this.published = undefined;
			};
			grid.listed = undefined;
			process.node.poll!.call(context).then(
				(output) => resolve({ items: (output?.[0] ?? []).map(({ json }) => json.parcelId as number) }),
				(error: Error) => resolve({ error }),
			);
		});
		const { listed } = grid;
		grid.heal();
		if ('error' in outcome && outcome.error instanceof Killed) {
			this.die();
			return 'killed';
		}

		const items = 'items' in outcome ? outcome.items : [];
		const isCurrent = this.published === settings;
		const dies = mishap?.what === 'kill while storing' && items.length > 0 ? mishap : undefined;
		const isStored = isCurrent && (dies?.execution ?? true);
		const learned = this.learn(turn, listed);
		if (learned) {
			const known = union(readable, learned);
			this.check(items, turn, known, listed);
			const first = this.handedOut.length;
			this.handedOut.push(...items.map((parcel) => ({ parcel, at: this.now, isStored, isOver: false })));
			const out = items.map((_, index) => `out:${first + index}`);
			const after = union(known, new Set(out));
			process.before = aboutHandedOut(readable);
			process.facts = this.known = after;
			copy.facts = cursor ? union(copy.facts, aboutBeginnings(after)) : after;
			if (cursor) cursor.facts = after;
		} else if (items.length > 0) throw new Error(`hands out ${items.join()} without a list`);
		if ('error' in outcome) return 'failed';

		if (isStored && items.length > 0 && cursor) this.cursor = clonedCopy(cursor);
		if (isCurrent && items.length > 0 && (dies?.staticData ?? true)) this.store(copy);
		if (dies) {
			this.die();
			return 'killed';
		}
		// After a first poll that hands out nothing, n8n doesn't store the cursor.
		if (isCurrent && items.length === 0 && cursor && kind === 'scheduled') this.cursor = clonedCopy(cursor);
		if (kind === 'activation') this.store(copy);
		if (!isCurrent) this.activation = undefined;
		return 'done';
	}

	// The trigger's promises.

	private current(facts: Facts): Beginning | undefined {
		const known = this.beginnings.filter((_, index) => facts.has(`begun:${index}`));
		return known.reduce<Beginning | undefined>(
			(newest, each) => (newest && newest.version > each.version ? newest : each),
			undefined,
		);
	}

	private begin(facts: Facts, mailbox: number | undefined, listed: number[]): string {
		const version = Math.max((this.current(facts)?.version ?? 0) + 1, this.now);
		const outOf = (id: number) =>
			this.handedOut.filter((each, index) => each.parcel === id && facts.has(`out:${index}`));
		this.beginnings.push({
			version,
			mailbox,
			leftAlone: new Set(listed.filter((id) => outOf(id).length === 0)),
			// Parcels whose lease has ended may be forgotten.
			perhaps: new Set(
				listed.filter((id) => outOf(id).length > 0 && outOf(id).every(({ isOver }) => isOver)),
			),
		});
		return `begun:${this.beginnings.length - 1}`;
	}

	/** What a poll knows about what is left alone; undefined if it remembers nothing. */
	private learn({ settings, mayBegin, readable }: Turn, listed: Grid['listed']): Facts | undefined {
		for (const each of this.handedOut) {
			if (Math.abs(this.now - each.at) >= LEASE_MINUTES * MINUTE) each.isOver ||= listed !== undefined;
		}
		const current = this.current(readable);
		const { mailbox, startWith } = settings;
		if (startWith === 'everything') {
			if (!listed) return undefined;
			return current?.mailbox === undefined ? NONE : new Set([this.begin(readable, undefined, [])]);
		}
		if (current?.mailbox !== mailbox) {
			if (!mayBegin) return new Set([this.begin(readable, mailbox, [])]);
			return listed?.isWhole ? new Set([this.begin(readable, mailbox, listed.ids)]) : undefined;
		}
		if (!listed) return undefined;
		const index = this.beginnings.indexOf(current);
		const gone = [...current.leftAlone, ...current.perhaps].filter((id) => !listed.ids.includes(id));
		return listed.isWhole ? new Set(gone.map((id) => `gone:${index}:${id}`)) : NONE;
	}

	private isLeftAlone(id: number, { startWith }: Settings, facts: Facts): 'yes' | 'no' | 'perhaps' {
		const current = this.current(facts);
		if (startWith === 'everything' || !current || facts.has(`gone:${this.beginnings.indexOf(current)}:${id}`))
			return 'no';
		if (current.perhaps.has(id) || this.isDoubtful(current, facts)) return 'perhaps';
		return current.leftAlone.has(id) ? 'yes' : 'no';
	}

	/**
	 * If the clock was set back, two machines that didn't know of each other's starts may count the same
	 * version.
	 */
	private isDoubtful({ version }: Beginning, facts: Facts): boolean {
		const same = this.beginnings.filter((each) => each.version === version);
		return same.filter((each) => facts.has(`begun:${this.beginnings.indexOf(each)}`)).length > 1;
	}

	private check(items: number[], { settings, readable }: Turn, known: Facts, listed: Grid['listed']) {
		if (items.length > this.setup.most) throw new Error(`hands out ${items.length} parcels in one poll`);
		if (new Set(items).size < items.length)
			throw new Error(`hands out a parcel twice in one poll: ${items.join()}`);
		for (const id of items) {
			if (!listed?.ids.includes(id)) throw new Error(`hands out ${id}, which isn't listed`);
			if (this.grid.parcels.find((parcel) => parcel.id === id)!.state !== 'waiting')
				throw new Error(`hands out ${id}, which isn't waiting`);
			if (this.isLeftAlone(id, settings, known) === 'yes')
				throw new Error(`hands out ${id}, which should be left alone`);
			const last = this.handedOut.findLastIndex(
				(each, index) => each.parcel === id && readable.has(`out:${index}`),
			);
			const before = this.handedOut[last];
			if (before && !before.isOver && Math.abs(this.now - before.at) < LEASE_MINUTES * MINUTE - 1_000)
				throw new Error(`hands out ${id} twice within its lease`);
		}
	}

	/** Lets everything succeed long enough that every waiting parcel must be handed out. */
	async settle() {
		const { grid } = this;
		grid.heal();
		if (!this.published) await this.publish(this.settings ?? { startWith: 'everything', mailbox: OWN });
		if (!this.published) throw new Error("can't be published although everything works");
		const settings = this.published!;
		this.pass(LEASE_MINUTES + 1 + this.setBack);
		const first = this.handedOut.length;
		const waiting = grid.waitingIn(settings.mailbox);
		const { length: broken } = grid.parcels.filter(({ file }) => file === 'broken');
		for (let polls = 3 * Math.ceil(waiting.length / this.setup.most) + 6 + 3 * broken; polls > 0; polls--) {
			const outcome = await this.poll();
			const mayFail = grid.parcels.some(({ file, state }) => file === 'broken' && state === 'waiting');
			if (outcome !== 'done' && !mayFail) throw new Error('a poll fails although everything works');
			// As long as no file arrives, one parcel per hour is handed out without its file.
			this.pass(broken > 0 ? 21 : 1);
		}
		const seen = new Set(this.handedOut.slice(first).map(({ parcel }) => parcel));
		const lost = waiting.filter((id) => !seen.has(id) && this.isLeftAlone(id, settings, this.known) === 'no');
		if (lost.length > 0) throw new Error(`never hands out ${lost.join()}`);
	}
}

const clonedCopy = ({ data, facts }: Copy): Copy => ({ data: clone(data), facts });

/** As n8n reads it from its database. */
function opened(stored: Copy): Copy {
	const { data, facts } = clonedCopy(stored);
	for (const part of Object.values(data)) watched(part as Data);
	return { data, facts };
}
