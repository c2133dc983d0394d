package no.fribyte.lbprov.doctor;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.proxmox.Sight;
import no.fribyte.lbprov.proxmox.TlsTrust;

/** How long the nodes' certificates are good for. That they are trusted, and for the right name, the connection has shown. */
final class CertificateCheck {
    private static final Duration SOON = Duration.ofDays(30);
    private static final String FINGERPRINT = "openssl x509 -noout -fingerprint -sha256 -in /etc/pve/local/pve-ssl.pem";

    private CertificateCheck() {}

    static Section section(Facts facts) {
        List<Finding> findings = new ArrayList<>();
        for (NodeFacts node : facts.nodes()) {
            Set<X509Certificate> certificates = new LinkedHashSet<>();
            node.ways().stream()
                    .flatMap(way -> way.sight().connection().stream())
                    .map(Sight.Connected::certificate)
                    .forEach(certificates::add);
            certificates.forEach(certificate -> findings.add(leaf(node, certificate, facts.now())));
        }
        Set<Finding> authorities = new LinkedHashSet<>();
        facts.nodes().forEach(node -> authorities.addAll(authorities(node, facts.now())));
        findings.addAll(authorities);
        return new Section("certificates", findings);
    }

    private static Finding leaf(NodeFacts node, X509Certificate certificate, Instant now) {
        boolean pinned = node.endpoint().trust() instanceof TlsTrust.Pins;
        Instant end = certificate.getNotAfter().toInstant();
        String renew = "on %s: pvenode cert renew, if it is of ACME; else pvecm updatecerts -f, then systemctl restart"
                        .formatted(node.name())
                + " pveproxy";
        if (!end.isAfter(now)) {
            String why = pinned
                    ? "lbprov goes by the pin and does not mind, but nobody else trusts it, and it was not renewed"
                    : "it was not renewed";
            return Finding.of(Problem.error("the certificate of %s expired on %s".formatted(node.name(), day(end)))
                    .because(why)
                    .hint(pinned ? renew + "\n" + newPin(node.name()) : renew));
        }
        if (end.isBefore(now.plus(SOON))) {
            return Finding.of(Problem.warning("the certificate of %s expires on %s".formatted(node.name(), day(end)))
                    .because(
                            pinned
                                    ? "it is pinned: once it is renewed, lbprov trusts the node no more"
                                    : "a node renews its own in the last two weeks; this one may not be")
                    .hint(pinned ? newPin(node.name()) : renew));
        }
        return Finding.ok(
                pinned
                        ? "%s: pinned, valid until %s; renewal, by then at the latest, breaks the pin (tls: {ca: ...} would last)"
                                .formatted(node.name(), day(end))
                        : "%s: vouched for by the inventory's CA, name right, valid until %s"
                                .formatted(node.name(), day(end)));
    }

    private static String newPin(NodeName node) {
        return "after renewal, on %s: %s\nadd what it prints to tls: {pins: [...]} in the inventory, or copy"
                        .formatted(node, FINGERPRINT)
                + " /etc/pve/pve-root-ca.pem and say tls: {ca: pve-root-ca.pem}, which survives renewals";
    }

    private static List<Finding> authorities(NodeFacts node, Instant now) {
        if (!(node.endpoint().trust() instanceof TlsTrust.Authority authority)) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        for (X509Certificate certificate : authority.certificates()) {
            Instant end = certificate.getNotAfter().toInstant();
            if (end.isBefore(now.plus(SOON))) {
                String name = certificate.getSubjectX500Principal().getName();
                String summary = "the inventory's CA %s %s on %s"
                        .formatted(name, end.isAfter(now) ? "expires" : "expired", day(end));
                // where it is needed, the connection has failed already, and the node is told as silent
                findings.add(
                        Finding.of(
                                Problem.warning(summary)
                                        .because("no certificate that it signed is trusted then")
                                        .hint(
                                                "renew the cluster's CA, and copy /etc/pve/pve-root-ca.pem into the inventory's folder")));
            }
        }
        return findings;
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}
