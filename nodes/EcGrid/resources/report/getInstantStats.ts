import { countField } from '../../fields/constructors';
import { requiredField } from '../../fields/field';
import { objectsGotten } from '../defaultOutput';
import type { Operation } from '../operation';

const minutes = (position: 1 | 2, value: number) =>
	requiredField(
		countField(
			{
				displayName: `Minutes ${position}`,
				name: `minutes${position}`,
				description: `The length of the ${position === 1 ? 'first' : 'second'} time window, in minutes`,
			},
			{ minValue: 1, value },
		),
	);

/** Page: rest-api/reports/instant-stats. */
export const getInstantStats: Operation = {
	value: 'getInstantStats',
	name: 'Get Instant Stats',
	action: 'Get instant stats',
	description: 'Count the traffic of two time windows at once, to compare them',
	endpoint: 'POST /v2/reports/instant-stats',
	idempotent: true,
	fields: [minutes(1, 5), minutes(2, 60)],
	output: objectsGotten,
};
