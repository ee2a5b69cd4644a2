import { invalidField } from '../transport/invalidField';
import { unlistedFields, type Shown } from './constructors';
import { requiredField, type RequiredField } from './field';
import { jsonObject, required } from './parsers';

const EXAMPLE = '{"name": "value"}';

/** Settings that the update-config pages leave to ECGrid's support. They go into the body under ECGrid's own names. */
export const config = (shown: Partial<Shown> = {}): RequiredField => ({
	...requiredField(
		unlistedFields({
			displayName: 'Config',
			name: 'config',
			placeholder: `e.g. ${EXAMPLE}`,
			description:
				"The settings to change, as a JSON object with ECGrid's own names. ECGrid's pages don't list them. Ask its support for the names.",
			...shown,
		}),
	),
	parse: (value, label, settings) => {
		const given = required(jsonObject)(value, label, settings);
		if (Object.values(given).some((setting) => setting !== undefined)) return given;
		throw invalidField(label, `contains no setting. Enter a JSON object such as ${EXAMPLE}.`);
	},
});
