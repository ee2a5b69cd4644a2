import { Readable } from 'node:stream';

/** A parcel in an inbox of the model's ECGrid. */
export interface Parcel {
	id: number;
	mailbox: number;
	state: 'waiting' | 'away' | 'confirmed';
	/** The result of its download. */
	file: 'good' | 'broken' | 'refused';
}

/** Faults of the next lists or downloads. */
export type ListFault = '503' | 'cut' | 'unknown' | 'null' | 'capped';
export type DownloadFault = '503' | '500' | 'cut';

interface Request {
	url: string;
	body: { mailboxId?: number; parcelId?: number };
	encoding?: string;
}

interface Answer {
	statusCode: number;
	headers: Record<string, unknown>;
	body: unknown;
}

export const OWN = 1;

const answer = (statusCode: number, body: unknown): Answer => ({ statusCode, headers: {}, body });
const success = (data: unknown) => answer(200, { success: true, data });
const failure = (status: number, errorCode: string) =>
	answer(status, { success: false, data: null, errorCode, message: 'as the model says' });

const cut = () => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });

/**
 * An in-memory ECGrid: two mailboxes, lists and downloads, and their faults. Over sockets, 2,000 sequences
 * would take an hour.
 */
export class Grid {
	readonly parcels: Parcel[] = [];

	/** Applies to the whole next poll. */
	listFault?: ListFault;
	downloadFault?: DownloadFault;

	/** The content of the last list, and whether it was complete; undefined if the list failed. */
	listed?: { ids: number[]; isWhole: boolean };

	/** Called before each response; the result is awaited. */
	onRequest: () => void | Promise<void> = () => {};

	arrive(mailbox: number, file: Parcel['file']): void {
		this.parcels.push({ id: 1_001 + this.parcels.length, mailbox, state: 'waiting', file });
	}

	waitingIn(mailbox: number): number[] {
		return this.parcels
			.filter((parcel) => parcel.mailbox === mailbox && parcel.state === 'waiting')
			.map(({ id }) => id);
	}

	heal(): void {
		this.listFault = this.downloadFault = undefined;
	}

	async request({ url, body, encoding }: Request): Promise<Answer> {
		await this.onRequest();
		const result = url.endsWith('pending-inbox-list') ? this.list(body) : this.download(body);
		if (encoding !== 'stream') return result;
		return { ...result, body: Readable.from([Buffer.from(JSON.stringify(result.body))]) };
	}

	private list({ mailboxId = OWN }: Request['body']): Answer {
		const ids = this.waitingIn(mailboxId);
		this.listed = undefined;
		const rows = (which: number[]) =>
			which.map((id) => ({ parcelId: id, created: new Date(id * 1000).toISOString() }));
		switch (this.listFault) {
			case '503':
				return failure(503, '');
			case 'cut':
				throw cut();
			case 'unknown':
				return success({ result: { parcels: rows(ids) } });
			case 'null':
				return success(null);
			case 'capped': {
				const shown = ids.slice(0, Math.ceil(ids.length / 2));
				this.listed = { ids: shown, isWhole: shown.length === ids.length };
				return success({ totalRecords: ids.length, parcels: rows(shown) });
			}
			default:
				this.listed = { ids, isWhole: true };
				return success(rows(ids));
		}
	}

	private download({ parcelId }: Request['body']): Answer {
		const parcel = this.parcels.find(({ id }) => id === parcelId)!;
		if (this.downloadFault === 'cut') throw cut();
		if (this.downloadFault) return failure(Number(this.downloadFault), 'InternalError');
		if (parcel.file === 'broken') return failure(500, 'InternalError');
		if (parcel.file === 'refused') return failure(400, 'InvalidParameter');
		const content = Buffer.from(`content of ${parcelId}`);
		return success({
			parcelId,
			fileName: `${parcelId}.edi`,
			content: content.toString('base64'),
			bytes: content.length,
		});
	}
}
