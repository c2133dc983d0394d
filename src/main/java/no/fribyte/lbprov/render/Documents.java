package no.fribyte.lbprov.render;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.Network;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.PairSecrets;
import no.fribyte.lbprov.model.Service;
import no.fribyte.lbprov.model.Vpn;
import no.fribyte.lbprov.model.VpnMember;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The JSON files that lbprov-guest reads; {@code guest.md} says what is in them. */
final class Documents {
    private static final int FORMAT = 1;

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Documents() {}

    static String manifest(int number, String hash, String lbprovVersion, List<GuestFile> files) {
        Map<String, Object> digests = new LinkedHashMap<>();
        files.forEach(file -> digests.put(file.path(), file.sha256()));
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("format", FORMAT);
        manifest.put("number", number);
        manifest.put("hash", hash);
        manifest.put("lbprov", lbprovVersion);
        manifest.put("files", digests);
        return write(manifest);
    }

    static String member(Pair pair, Member member, PairSecrets secrets) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("format", FORMAT);
        document.put("pair", pair.name().value());
        document.put("member", member.name().value());
        document.put("virtualIps", texts(pair.virtualIps().addresses()));
        document.put("vrrp", vrrp(new Vrrp(pair, member)));
        document.put(
                "gateways",
                pair.networks().stream().flatMap(Documents::gateways).toList());
        document.put("services", pair.services().stream().map(Service::name).toList());
        document.put("essential", HaproxyValues.essential(pair).toList());
        document.put("sync", sync(new Vrrp(pair, member)));
        document.put(
                "interfaces",
                member.nics().stream().map(nic -> nic.network().name()).toList());
        document.put("vpn", pair.vpn().map(vpn -> vpn(vpn, secrets)).orElse(null));
        return write(document);
    }

    private static Map<String, Object> vrrp(Vrrp vrrp) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("interface", vrrp.network().name());
        map.put("routerId", vrrp.routerId());
        map.put("priority", vrrp.priority());
        map.put("peer", vrrp.peer().toString());
        return map;
    }

    private static Map<String, Object> sync(Vrrp vrrp) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", vrrp.pair().partnerOf(vrrp.member()).name().value());
        map.put("address", vrrp.source().toString());
        map.put("partner", vrrp.peer().toString());
        map.put("port", Sync.port(vrrp.pair()));
        return map;
    }

    private static Stream<Map<String, Object>> gateways(Network network) {
        return network.gateways().stream().map(gateway -> {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("interface", network.name());
            map.put("address", gateway.toString());
            return map;
        });
    }

    private static Map<String, Object> vpn(Vpn vpn, PairSecrets secrets) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("interface", "wg0");
        map.put("addresses", texts(vpn.addresses()));
        map.put("port", vpn.port());
        map.put("publicKey", secrets.wireGuardPublicKey().base64());
        map.put("members", vpn.members().stream().map(Documents::vpnMember).toList());
        return map;
    }

    private static Map<String, Object> vpnMember(VpnMember member) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", member.name());
        map.put("publicKey", member.key().base64());
        return map;
    }

    private static List<String> texts(List<IpAddress> addresses) {
        return addresses.stream().map(IpAddress::toString).toList();
    }

    private static String write(Map<String, Object> document) {
        // the platform's own line end would make files differ with the machine that rendered them
        return MAPPER.writeValueAsString(document).replace("\r\n", "\n") + "\n";
    }
}
