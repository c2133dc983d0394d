package no.fribyte.lbprov.proxmox;

import java.net.URI;

/** Where a node's API listens: {@code host}, {@code host:port}, {@code [2001:db8::1]:8006} or an https URL. */
public record ApiAddress(String host, int port) {
    private static final int PROXMOX_PORT = 8006;
    private static final int HTTPS_PORT = 443;
    private static final String SCHEME = "https://";

    public ApiAddress {
        if (host.isBlank() || port < 1 || port > 65535) {
            throw new IllegalArgumentException("not an address: '" + host + "' port " + port);
        }
    }

    /** A bare host means port 8006, a URL without a port means 443, as in a browser. */
    public static ApiAddress parse(String text) {
        boolean url = text.startsWith(SCHEME);
        if (!url && text.contains("://")) {
            throw new IllegalArgumentException("an API address is host:port or an https URL, not '" + text + "'");
        }
        String rest = url ? text.substring(SCHEME.length()) : text;
        boolean bareIpv6 = !rest.startsWith("[") && rest.indexOf(':') != rest.lastIndexOf(':');
        try {
            URI uri = URI.create(SCHEME + (bareIpv6 ? "[" + rest + "]" : rest));
            if (uri.getHost() == null
                    || uri.getUserInfo() != null
                    || uri.getPath().length() > 1) {
                throw new IllegalArgumentException("no host, or more than a host");
            }
            String host = uri.getHost().replaceAll("[\\[\\]]", "");
            int unsaid = url ? HTTPS_PORT : PROXMOX_PORT;
            return new ApiAddress(host, uri.getPort() < 0 ? unsaid : uri.getPort());
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "an API address is host:port or an https URL, not '" + text + "'", wrong);
        }
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
