package no.fribyte.lbprov.proxmox;

import static java.util.Objects.requireNonNull;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.Secret;

/**
 * How to reach the API of one node, and as whom.
 *
 * @param addresses tried in order; the usual one may be behind the very pair that we manage
 * @param serverName the name that the certificate must carry; without one, the host of the address used
 * @param socksProxy made with {@code createUnresolved}; the proxy then resolves the addresses
 */
public record Endpoint(
        NodeName node,
        List<ApiAddress> addresses,
        Optional<String> serverName,
        Optional<InetSocketAddress> socksProxy,
        TlsTrust trust,
        TokenId tokenId,
        Secret tokenSecret) {

    public Endpoint {
        requireNonNull(node, "node");
        addresses = List.copyOf(addresses);
        requireNonNull(serverName, "serverName");
        requireNonNull(socksProxy, "socksProxy");
        requireNonNull(trust, "trust");
        requireNonNull(tokenId, "tokenId");
        requireNonNull(tokenSecret, "tokenSecret");
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("node " + node + " needs at least one address");
        }
    }

    /** The same by one of its addresses alone. */
    Endpoint by(ApiAddress address) {
        return new Endpoint(node, List.of(address), serverName, socksProxy, trust, tokenId, tokenSecret);
    }
}
