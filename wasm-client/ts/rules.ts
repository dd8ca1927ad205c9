/** The rules of the cores, without a network. */
export {}
