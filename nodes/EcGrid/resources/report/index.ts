import type { Resource } from '../operation';
import { getByDate } from './getByDate';
import { getInstantStats } from './getInstantStats';
import { getInterchangeStats } from './getInterchangeStats';
import { getMailboxInterchangeStats } from './getMailboxInterchangeStats';
import { getMailboxStats } from './getMailboxStats';
import { getMany } from './getMany';
import { getMonthly } from './getMonthly';
import { getTrafficStats } from './getTrafficStats';

export const report: Resource = {
	value: 'report',
	name: 'Report',
	description: 'Counts of what was sent and received',
	defaultOperation: getMany,
	operations: [
		getMany,
		getByDate,
		getMonthly,
		getInstantStats,
		getInterchangeStats,
		getTrafficStats,
		getMailboxStats,
		getMailboxInterchangeStats,
	],
};
