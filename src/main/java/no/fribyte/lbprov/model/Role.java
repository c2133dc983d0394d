package no.fribyte.lbprov.model;

/** Which member the virtual IPs prefer while both are healthy. */
public enum Role {
    MASTER(250),
    BACKUP(240);

    private final int vrrpPriority;

    Role(int vrrpPriority) {
        this.vrrpPriority = vrrpPriority;
    }

    /** The higher number holds the virtual IP; both are high because VRRP's skew time shrinks with them. */
    public int vrrpPriority() {
        return vrrpPriority;
    }
}
