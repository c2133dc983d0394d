package no.fribyte.lbprov.simulator.api;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * One call of the API.
 *
 * @param path with its variables in braces; {@code {volume}} takes the rest of a path with its slashes
 * @param permissions Proxmox's own test, a tree of and, or, perm
 * @param proxied passed on to the node in the path
 */
public record CallSchema(
        String method, String path, Map<String, Definition> parameters, JsonNode permissions, boolean proxied) {
    private static final String REST = "{volume}";

    public CallSchema {
        parameters = Map.copyOf(parameters);
    }

    public String name() {
        return method + " " + path;
    }

    private List<String> template() {
        return List.of(path.substring(1).split("/"));
    }

    boolean matches(List<String> pieces) {
        List<String> template = template();
        boolean open = path.endsWith(REST);
        if (open ? pieces.size() < template.size() : pieces.size() != template.size()) {
            return false;
        }
        for (int i = 0; i < template.size(); i++) {
            if (!template.get(i).startsWith("{") && !template.get(i).equals(pieces.get(i))) {
                return false;
            }
        }
        return true;
    }

    Map<String, String> variables(List<String> pieces) {
        List<String> template = template();
        Map<String, String> variables = new TreeMap<>();
        for (int i = 0; i < template.size(); i++) {
            String name = template.get(i);
            if (name.equals(REST)) {
                variables.put("volume", String.join("/", pieces.subList(i, pieces.size())));
            } else if (name.startsWith("{")) {
                variables.put(name.substring(1, name.length() - 1), pieces.get(i));
            }
        }
        return variables;
    }
}
