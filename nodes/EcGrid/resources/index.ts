import { callback } from './callback';
import type { Resource } from './operation';

export const resources: Resource[] = [callback];
