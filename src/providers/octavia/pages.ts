/* The pages of the API reference, as sources of rows; rules quote what the server says. */
export const CREATE = 'OpenStack Load Balancer API v2, Create Listener';
export const UPDATE = 'OpenStack Load Balancer API v2, Update a Listener';
export const CREATE_POOL = 'OpenStack Load Balancer API v2, Create Pool';
export const UPDATE_POOL = 'OpenStack Load Balancer API v2, Update a Pool';
export const CREATE_MONITOR = 'OpenStack Load Balancer API v2, Create Health Monitor';
export const UPDATE_MONITOR = 'OpenStack Load Balancer API v2, Update a Health Monitor';

/** What the server answers to a request that breaks the rule. */
export function answers(text: string): string {
  return `Octavia answers: ${text}`;
}
