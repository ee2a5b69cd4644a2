import type { Resource } from '../operation';
import { get } from './get';

export const statusList: Resource = {
	value: 'statusList',
	name: 'Status List',
	description: 'The meaning of the statuses of parcels and interchanges',
	defaultOperation: get,
	operations: [get],
};
