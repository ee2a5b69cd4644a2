import type { FunctionsBase, IDataObject } from 'n8n-workflow';

import { isRecord } from '../transport/record';
import { ownerOf, type NodeContext } from './login';
import type { Authentication, Scope } from './wanted';

/** What a trigger node remembers, in n8n's static data, of a callback that it registered. */
export interface StoredCallback extends Scope {
	callbackId: number;
	url: string;
	event: string;
	/** Whose it is: see `ownerOf`. */
	owner: string;
	authentication: Authentication;
	/** By which the login that ECGrid was given is recognised; absent without authentication. */
	verifier?: string;
}

type StaticDataContext = NodeContext & Pick<FunctionsBase, 'getWorkflowStaticData'>;

const isStored = (value: unknown): value is IDataObject & StoredCallback =>
	isRecord(value) && typeof value.callbackId === 'number' && typeof value.url === 'string';

/** The callbacks that this very node registered. What came along with a copied or imported workflow is left out: it may be someone else's. */
export function storedBy(context: StaticDataContext): StoredCallback[] {
	const { callbacks } = context.getWorkflowStaticData('node');
	const owner = ownerOf(context);
	return Array.isArray(callbacks)
		? callbacks.filter(isStored).filter((callback) => callback.owner === owner)
		: [];
}

/** Remembers exactly these callbacks. Only for hooks: n8n saves static data after them. */
export function store(context: StaticDataContext, callbacks: StoredCallback[]): void {
	const data = context.getWorkflowStaticData('node');
	if (callbacks.length > 0) data.callbacks = callbacks as unknown as IDataObject[];
	else delete data.callbacks;
}
