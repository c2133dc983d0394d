package no.fribyte.lbprov.model;

/** Where a service answers; bind addresses and firewall rules follow from it. */
public enum Exposure {
    /** On the virtual IPs. */
    PUBLIC,
    /** On the VPN server's address only. */
    VPN,
    BOTH;

    public boolean onPublic() {
        return this != VPN;
    }

    public boolean onVpn() {
        return this != PUBLIC;
    }
}
