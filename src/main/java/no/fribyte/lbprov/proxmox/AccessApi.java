package no.fribyte.lbprov.proxmox;

/** {@code /access}: what the token may do. */
public final class AccessApi {
    private final Transport transport;
    private final Endpoint endpoint;

    AccessApi(Transport transport, Endpoint endpoint) {
        this.transport = transport;
        this.endpoint = endpoint;
    }

    /** {@code GET /access/permissions}: every path with an access rule, and what the token may do there. */
    public Permissions permissions() {
        ApiCall call = ApiCall.get(
                "read the rights of token " + endpoint.tokenId() + " on " + endpoint.node(), "/access/permissions");
        return Permissions.of(transport.row(call));
    }
}
