import type { Resource } from '../operation';
import { addPrivate } from './addPrivate';
import { addPublic } from './addPublic';
import { create } from './create';
import { renew } from './renew';
import { terminate } from './terminate';

export const certificate: Resource = {
	value: 'certificate',
	name: 'Certificate',
	description: 'A certificate or key of a comm, for encryption and signatures',
	defaultOperation: addPublic,
	operations: [addPrivate, addPublic, create, renew, terminate],
};
