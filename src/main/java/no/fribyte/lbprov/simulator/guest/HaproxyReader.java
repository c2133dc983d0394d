package no.fribyte.lbprov.simulator.guest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import no.fribyte.lbprov.simulator.guest.HaproxyConfig.Bind;
import no.fribyte.lbprov.simulator.guest.HaproxyConfig.Proxy;
import no.fribyte.lbprov.simulator.guest.HaproxyConfig.Server;

/** Goes through haproxy's configuration line by line; the alerts are in haproxy's words. */
final class HaproxyReader {
    private static final Set<String> PROXY_SECTIONS = Set.of("frontend", "backend", "listen");
    private static final Set<String> MODES = Set.of("tcp", "http", "health");

    private final List<Proxy> proxies = new ArrayList<>();
    private final List<String> alerts = new ArrayList<>();
    private final List<String[]> wantedBackends = new ArrayList<>();
    private final List<String> defaultOptions = new ArrayList<>();
    private final List<String> defaultServer = new ArrayList<>();
    private final List<String> serverOfProxy = new ArrayList<>();
    private String section = "";
    private Proxy current = new Proxy("", "", new ArrayList<>(), new ArrayList<>(), defaultOptions);

    void line(int number, List<String> words) {
        if (words.isEmpty()) {
            return;
        }
        String keyword = words.get(0);
        if (HaproxyKeywords.SECTIONS.contains(keyword)) {
            open(number, keyword, words);
        } else if (section.isEmpty()) {
            unknown(number, keyword, "global");
        } else if (section.equals("global")) {
            if (!HaproxyKeywords.GLOBAL.contains(unnegated(words).get(0))) {
                unknown(number, keyword, section);
            }
        } else if (PROXY_SECTIONS.contains(section) || section.equals("defaults")) {
            proxyLine(number, unnegated(words));
        }
    }

    private void open(int number, String keyword, List<String> words) {
        section = keyword;
        if (keyword.equals("defaults")) {
            defaultOptions.clear();
            defaultServer.clear();
            current = new Proxy("", "", new ArrayList<>(), new ArrayList<>(), defaultOptions);
        }
        if (!PROXY_SECTIONS.contains(keyword)) {
            return;
        }
        serverOfProxy.clear();
        serverOfProxy.addAll(defaultServer);
        if (words.size() < 2) {
            parsing(number, "'%s' expects an <id> argument".formatted(keyword));
            return;
        }
        current =
                new Proxy(keyword, words.get(1), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(defaultOptions));
        boolean twice = proxies.stream()
                .anyMatch(
                        other -> other.section().equals(keyword) && other.name().equals(current.name()));
        if (twice) {
            parsing(number, "%s '%s' has the same name as another".formatted(keyword, current.name()));
        }
        proxies.add(current);
    }

    private void proxyLine(int number, List<String> words) {
        String keyword = words.get(0);
        if (!HaproxyKeywords.PROXY.contains(keyword)) {
            unknown(number, keyword, section);
            return;
        }
        String argument = words.size() > 1 ? words.get(1) : "";
        switch (keyword) {
            case "mode" -> {
                if (!MODES.contains(argument)) {
                    parsing(number, "unknown proxy mode '%s'.".formatted(argument));
                }
            }
            case "option" -> {
                if (!HaproxyKeywords.OPTIONS.contains(argument)) {
                    parsing(number, "unknown option '%s'.".formatted(argument));
                }
                current.options().add(argument);
            }
            case "timeout" -> {
                if (!HaproxyKeywords.TIMEOUTS.contains(argument)) {
                    parsing(number, "'timeout' supports 'client', 'server', ... (got '%s')".formatted(argument));
                }
            }
            case "bind" -> bind(number, argument, words);
            case "server" -> server(number, words);
            case "default-server" -> defaultServer(number, words.subList(1, words.size()));
            case "default_backend", "use_backend" -> wantedBackends.add(new String[] {keyword, argument});
            default -> {
                // known, and without an effect that the simulator shows
            }
        }
    }

    private void bind(int number, String addresses, List<String> words) {
        for (String each : addresses.split(",", -1)) {
            int colon = each.lastIndexOf(':');
            boolean isPath = each.startsWith("/") || each.contains("@");
            if (!isPath && (colon < 0 || !each.substring(colon + 1).matches("[0-9]+(-[0-9]+)?"))) {
                parsing(number, "'bind' : missing port specification in '%s'".formatted(each));
                continue;
            }
            String host = isPath ? "" : each.substring(0, colon).replaceAll("[\\[\\]]", "");
            current.binds().add(new Bind(number, each, Ip.parse(host).filter(ip -> !ip.isWildcard())));
        }
        arguments(words.stream().skip(2).toList(), HaproxyKeywords.BIND_FLAGS, HaproxyKeywords.BIND_VALUES)
                .ifPresent(word -> parsing(
                        number, "'bind %s' in section '%s': unknown keyword '%s'".formatted(addresses, section, word)));
    }

    private void server(int number, List<String> words) {
        if (words.size() < 3) {
            parsing(number, "'server' expects <name> and <addr>[:<port>] as arguments.");
            return;
        }
        String where =
                "[%s:%d] : 'server %s/%s' : ".formatted(HaproxyConfig.FILE, number, current.name(), words.get(1));
        String host = words.get(2).replaceFirst(":[0-9]+$", "").replaceAll("^(ipv[46]@)?\\[?|]$", "");
        if (Ip.parse(host).isEmpty()) {
            alerts.add(where + "could not resolve address '" + host + "'.");
        }
        List<String> rest = words.subList(3, words.size());
        serverWords(where, rest);
        List<String> all = new ArrayList<>(serverOfProxy);
        all.addAll(rest);
        current.servers().add(new Server(words.get(1), host, List.copyOf(all)));
    }

    private void defaultServer(int number, List<String> words) {
        serverWords("[%s:%d] : 'default-server' : ".formatted(HaproxyConfig.FILE, number), words);
        (section.equals("defaults") ? defaultServer : serverOfProxy).addAll(words);
    }

    private void serverWords(String where, List<String> words) {
        arguments(words, HaproxyKeywords.SERVER_FLAGS, HaproxyKeywords.SERVER_VALUES)
                .ifPresent(word -> alerts.add(where + "unknown keyword '" + word + "'"));
    }

    /** The first word that is neither a flag nor a keyword with its argument. */
    private static Optional<String> arguments(List<String> words, Set<String> flags, Set<String> values) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (values.contains(word) || word.equals("source")) {
                i++;
            } else if (!flags.contains(word)) {
                return Optional.of(word);
            }
        }
        return Optional.empty();
    }

    private static List<String> unnegated(List<String> words) {
        return words.get(0).equals("no") && words.size() > 1 ? words.subList(1, words.size()) : words;
    }

    private void unknown(int number, String keyword, String in) {
        parsing(number, "unknown keyword '%s' in '%s' section".formatted(keyword, in));
    }

    private void parsing(int number, String text) {
        alerts.add("parsing [%s:%d] : %s".formatted(HaproxyConfig.FILE, number, text));
    }

    HaproxyConfig finished() {
        HaproxyConfig read = new HaproxyConfig(proxies, List.of());
        for (String[] wanted : wantedBackends) {
            boolean isName = !wanted[1].contains("%[");
            if (isName && read.backend(wanted[1]).isEmpty()) {
                alerts.add("unable to find required %s: '%s'.".formatted(wanted[0], wanted[1]));
            }
        }
        if (alerts.isEmpty() && proxies.stream().allMatch(proxy -> proxy.binds().isEmpty())) {
            alerts.add("Configuration file has no error but will not start (no listener) => exit(2).");
        }
        return new HaproxyConfig(proxies, alerts);
    }
}
