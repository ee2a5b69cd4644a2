import { invalid } from '../envelope';
import type { Store } from '../store';
import type { NewParcel, ParcelRecord } from '../types';
import { statementsIn, verdictOn, type Statement } from './acknowledgments';
import type { AnswerSettings } from './answer';
import { edifactAnswers } from './edifactAnswers';
import { documentsIn } from './documents';
import { edifactOrders } from './edifactOrders';
import type { Interchange } from './interchange';
import { interchangesIn } from './interchangesIn';
import { groupNamesOf, nameOf } from './names';
import { newOrder } from './orders';
import { countsOf } from './report';
import type {
	GroupName,
	Partner,
	PartnerOrders,
	PartnerReport,
	PartnerRule,
	ReceivedInterchange,
	SentOrder,
} from './types';
import { x12Answers } from './x12Answers';
import { x12Orders } from './x12Orders';

/** The first of the numbers that the partner gives to interchanges, groups and orders. */
const FIRST_NUMBER = 500001;

const DEFAULT_FROM = 820003;
const DEFAULT_TO = 820001;

/**
 * Plays the partner of whoever uploads: answers uploads with acknowledgments as its rules say, sends orders, and
 * remembers both. Until there is a rule, or an order was sent, it ignores uploads. It judges by its rules alone
 * and doesn't check what it receives.
 */
export class ScriptedPartner implements Partner {
	private rules: PartnerRule[] = [];
	private received: ReceivedInterchange[] = [];
	private sent: SentOrder[] = [];
	private statements: Array<{ type: Statement['type']; isMatched: boolean }> = [];
	private timers = new Set<NodeJS.Timeout>();
	private number = FIRST_NUMBER;

	constructor(
		private readonly store: Store,
		private readonly arrive: (parcel: NewParcel) => ParcelRecord,
	) {}

	answer(rule: PartnerRule): void {
		if (rule.for?.ecGridId) this.store.ecGridId(rule.for.ecGridId);
		if (rule.for?.mailboxId) this.store.mailbox(rule.for.mailboxId);
		this.rules.unshift(rule);
	}

	sendOrders({
		count = 1,
		type = '850',
		lines = 3,
		perParcel = 1,
		ecGridIdFrom = DEFAULT_FROM,
		ecGridIdTo = DEFAULT_TO,
		acknowledgmentRequested = false,
	}: PartnerOrders = {}): SentOrder[] {
		const [from, to] = [this.store.ecGridId(ecGridIdFrom), this.store.ecGridId(ecGridIdTo)];
		if (!to.mailboxId) throw invalid('ecGridIdTo', `${ecGridIdTo} has no mailbox in the sandbox`);
		const write = type === '850' ? x12Orders : edifactOrders;
		const sent: SentOrder[] = [];
		while (sent.length < count) {
			const length = Math.min(perParcel, count - sent.length);
			const orders = Array.from({ length }, () => newOrder(this.nextNumber(), lines));
			const when = new Date();
			const file = write(orders, { from, to, when, acknowledgmentRequested, nextNumber: this.nextNumber });
			const { parcelId } = this.arrive({
				fileName: file.fileName,
				content: file.content,
				mailboxId: to.mailboxId,
				ecGridIdFrom,
				ecGridIdTo,
			});
			sent.push(...file.orders.map((order) => ({ at: when.toISOString(), parcelId, ...order })));
		}
		this.sent.push(...sent);
		return sent;
	}

	/** Takes an uploaded parcel. */
	receive(parcel: ParcelRecord): void {
		if (this.rules.length === 0 && this.sent.length === 0) return;
		for (const interchange of interchangesIn(parcel.content.toString('latin1'))) {
			for (const statement of statementsIn(interchange)) this.note(statement, parcel);
			const documents = documentsIn(interchange);
			const groups = groupNamesOf(documents);
			const rule = groups.length > 0 ? this.rules.find((each) => isFor(each, parcel, groups)) : undefined;
			const received: ReceivedInterchange = {
				at: new Date().toISOString(),
				parcelId: parcel.parcelId,
				...nameOf(interchange),
				groups,
				answers: rule?.answers,
				answeredWith: [],
			};
			this.received.push(received);
			if (rule) this.schedule(rule, () => this.answerTo(documents, rule, parcel, received));
		}
	}

	report(): PartnerReport {
		const { rules, received, sent, statements } = this;
		return { rules, received, sent, counts: countsOf(received, sent, statements) };
	}

	clear(): void {
		this.stop();
		this.rules = [];
		this.received = [];
		this.sent = [];
		this.statements = [];
	}

	/** Late answers don't arrive anymore. */
	stop(): void {
		for (const timer of this.timers) clearTimeout(timer);
		this.timers.clear();
	}

	private readonly nextNumber = () => this.number++;

	/** Notes what an acknowledgment says about the orders that were sent. */
	private note(statement: Statement, { parcelId }: ParcelRecord): void {
		const { type } = statement;
		let isMatched = false;
		for (const order of this.sent) {
			const said = verdictOn(order, statement);
			if (!said) continue;
			isMatched = true;
			order.acknowledgments.push({ at: new Date().toISOString(), parcelId, type, ...said });
			order.status = statusOf(order);
		}
		this.statements.push({ type, isMatched });
	}

	private schedule({ delaySeconds = 0 }: PartnerRule, work: () => void): void {
		if (delaySeconds === 0) return work();
		const timer = setTimeout(() => {
			this.timers.delete(timer);
			work();
		}, delaySeconds * 1000);
		this.timers.add(timer);
	}

	private answerTo(
		interchange: Interchange,
		{ answers, times = 1, acknowledgment = '997' }: PartnerRule,
		{ mailboxId, ecGridIdFrom, ecGridIdTo }: ParcelRecord,
		received: ReceivedInterchange,
	): void {
		if (answers === 'never') return;
		const answersOf = interchange.standard === 'X12' ? x12Answers : edifactAnswers;
		for (let time = 1; time <= times; time++) {
			const when = new Date();
			const settings: AnswerSettings = { answers, acknowledgment, when, nextNumber: this.nextNumber };
			for (const { type, controlNumber, content } of answersOf(interchange, settings)) {
				const { parcelId } = this.arrive({
					fileName: `${type}-${controlNumber}.edi`,
					content: Buffer.from(content, 'latin1'),
					mailboxId,
					ecGridIdFrom: ecGridIdTo,
					ecGridIdTo: ecGridIdFrom,
				});
				received.answeredWith.push({ at: when.toISOString(), parcelId, type, controlNumber });
			}
		}
	}
}

const isFor = ({ for: wanted = {} }: PartnerRule, parcel: ParcelRecord, groups: GroupName[]) =>
	(!wanted.ecGridId || wanted.ecGridId === parcel.ecGridIdTo) &&
	(!wanted.mailboxId || wanted.mailboxId === parcel.mailboxId) &&
	(!wanted.type || groups.some(({ messages }) => messages.some(({ type }) => type === wanted.type)));

function statusOf({ acknowledgments }: SentOrder): SentOrder['status'] {
	if (acknowledgments.some(({ verdict }) => verdict === 'rejected')) return 'rejected';
	const accepted = acknowledgments.filter(({ verdict }) => verdict === 'accepted').length;
	if (accepted === 0) return 'notAcknowledged';
	return accepted === 1 ? 'acknowledgedOnce' : 'acknowledgedMoreThanOnce';
}
