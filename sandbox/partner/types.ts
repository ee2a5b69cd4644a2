export const answerKinds = ['accept', 'reject', 'partial', 'contradict', 'never'] as const;

/** How the partner answers what the user of the sandbox uploads. */
export interface PartnerRule {
	/**
	 * - `accept`: every message is accepted
	 * - `reject`: every message is rejected
	 * - `partial`: the last message of each group is rejected, and so is the whole group if that is its only one
	 * - `contradict`: group or interchange and message disagree. In a 997 or 999, the group is accepted, and its
	 *   last message is rejected; in a CONTRL, the interchange is rejected, and all messages are accepted
	 * - `never`: no answer
	 */
	answers: (typeof answerKinds)[number];
	/** How long after the upload the answer arrives. Default: 0. */
	delaySeconds?: number;
	/** How many times the answer arrives, each time with new control numbers. Default: 1. */
	times?: number;
	/** How it answers X12. Default: 997. EDIFACT is always answered with a CONTRL. */
	acknowledgment?: '997' | '999';
	/** Default: all uploads. */
	for?: {
		/** The receiver of the upload. */
		ecGridId?: number;
		/** The mailbox that uploads. */
		mailboxId?: number;
		/** Interchanges with a message of this type, such as 810 or INVOIC. */
		type?: string;
	};
}

export const orderTypes = ['850', 'ORDERS'] as const;

/** Orders that the partner sends. */
export interface PartnerOrders {
	/** Default: 1. */
	count?: number;
	/** Default: 850. */
	type?: (typeof orderTypes)[number];
	/** Lines of each order. Default: 3. */
	lines?: number;
	/** Orders of each parcel, in one group. Default: 1. */
	perParcel?: number;
	/** The partner. Default: 820003. */
	ecGridIdFrom?: number;
	/** Must have a mailbox in the sandbox, where the parcels arrive. Default: 820001. */
	ecGridIdTo?: number;
	/** Asks for a TA1 (ISA14) or a CONTRL (UNB 0031). */
	acknowledgmentRequested?: boolean;
}

export interface MessageName {
	type: string;
	controlNumber: string;
}

export interface GroupName {
	/** GS01, or the message type in UNG. Absent without groups. */
	type?: string;
	controlNumber?: string;
	messages: MessageName[];
}

/** The identification of an interchange. */
export interface InterchangeName {
	standard: 'X12' | 'EDIFACT';
	/** ID without qualifier and padding. */
	sender: string;
	receiver: string;
	controlNumber: string;
}

/** An acknowledgment: a parcel that the partner sends. */
export interface SentAcknowledgment {
	at: string;
	parcelId: number;
	type: 'TA1' | '997' | '999' | 'CONTRL';
	/** Of the acknowledgment's interchange. */
	controlNumber: string;
}

/** An interchange that the partner received. */
export interface ReceivedInterchange extends InterchangeName {
	at: string;
	/** The uploaded parcel. */
	parcelId: number;
	groups: GroupName[];
	/** How the partner answers. Absent if no rule is for it, or if it contains only acknowledgments. */
	answers?: PartnerRule['answers'];
	/** What the partner has sent as an answer so far. */
	answeredWith: SentAcknowledgment[];
}

export const orderStatuses = [
	'notAcknowledged',
	'acknowledgedOnce',
	'acknowledgedMoreThanOnce',
	'rejected',
] as const;

/** What an acknowledgment says about an order. */
export interface ReceivedVerdict {
	at: string;
	/** The uploaded parcel. */
	parcelId: number;
	type: 'TA1' | '997' | '999' | 'CONTRL';
	/** The code of the message (AK501, IK501, UCM 0083), or else of the lowest level that is named above it. */
	code: string;
	verdict: 'accepted' | 'rejected' | 'received';
}

/** An order that the partner sent. */
export interface SentOrder {
	at: string;
	parcelId: number;
	type: string;
	/** The number of the purchase order. */
	number: string;
	interchange: InterchangeName;
	/** Absent for EDIFACT, which is sent without groups. */
	groupControlNumber?: string;
	messageControlNumber: string;
	/** `rejected` if any acknowledgment rejects it. TA1, and CONTRL that only says received, don't acknowledge it. */
	status: (typeof orderStatuses)[number];
	acknowledgments: ReceivedVerdict[];
}

interface Count {
	received: number;
	/** How many different ones, by standard, partners and control numbers. */
	distinct: number;
}

/** What the partner received and sent since the sandbox started, or since the partner was cleared. */
export interface PartnerReport {
	rules: PartnerRule[];
	received: ReceivedInterchange[];
	sent: SentOrder[];
	counts: {
		/** Business documents; acknowledgments aren't counted here. */
		interchanges: Count;
		groups: Count;
		messages: Count;
		/** Acknowledgments that were received. `unmatched` are those of something that the partner didn't send. */
		acknowledgments: Record<SentAcknowledgment['type'] | 'unmatched', number>;
		/** Orders that were sent, by status. */
		sent: Record<(typeof orderStatuses)[number], number>;
	};
}

export interface Partner {
	/** Switches the partner on. Of several rules for an upload, the newest one applies. */
	answer(rule: PartnerRule): void;
	/** Sends orders, which arrive as parcels. */
	sendOrders(orders?: PartnerOrders): SentOrder[];
	report(): PartnerReport;
	/** Switches the partner off, and forgets what it received and sent. Late answers don't arrive anymore. */
	clear(): void;
}
