/* The pages of the API reference, as sources of rows and rules. */
export const ADDING = 'ELB API v3, Adding a Listener';
export const UPDATING = 'ELB API v3, Updating a Listener';
export const LISTING = 'ELB API v3, Querying Listeners';
export const ADDING_GROUP = 'ELB API v3, Creating a Backend Server Group';
export const UPDATING_GROUP = 'ELB API v3, Updating a Backend Server Group';
export const ADDING_CHECK = 'ELB API v3, Configuring a Health Check';
export const UPDATING_CHECK = 'ELB API v3, Updating a Health Check';
/** What only Huawei's current list of parameters has, or says differently. */
export const HUAWEI = 'huaweicloud-sdk-elb v3';
export const ERROR_CODES = 'ELB API v3, error codes';
