package no.fribyte.lbprov.lab;

/** How a node of the lab is. */
public enum NodeState {
    /** Well. */
    UP,
    /** Its network cable is pulled: its guests run, and see only each other. */
    CUT,
    /** Nothing on it moves. */
    FROZEN,
    /** It has no power, and neither has any guest on it. */
    DEAD
}
