/**
 * Type of a Jupyter request of our own: its content `{code}` is the cell that is likely to be run next. The kernel compiles
 * it while there is time; nothing runs. Clients that do not know it lose nothing but that.
 */
export const CHECK_AHEAD_REQUEST = "ulm_check_ahead_request";
