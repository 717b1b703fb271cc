/** Scheme under which the module loader asks Node's hooks for a module beside the notebook. */
export const LOCAL_SCHEME = "ulm-local:";
