import type { INodeProperties } from 'n8n-workflow';

/** What the editor shows of an operation. */
export interface OperationDescription {
	value: string;
	name: string;
	action: string;
	description: string;
	properties: INodeProperties[];
}
