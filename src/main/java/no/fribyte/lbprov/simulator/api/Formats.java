package no.fribyte.lbprov.simulator.api;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.fribyte.lbprov.simulator.world.Size;

/** The formats with a name: a value is good, or there is a text saying why not. */
final class Formats {
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?");
    private static final Pattern DNS_NAME =
            Pattern.compile("([a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?\\.)*[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?");
    private static final Pattern STORAGE = Pattern.compile("[a-zA-Z][a-zA-Z0-9._-]*[a-zA-Z0-9]");
    private static final Pattern TAG = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9_.+-]*");
    private static final Pattern MAC = Pattern.compile("(?i)[a-f0-9][02468ace](?::[a-f0-9]{2}){5}");
    private static final Pattern URLENCODED = Pattern.compile("[-%a-zA-Z0-9_.!~*'()]*");
    private static final Pattern VOLUME_ID = Pattern.compile("[a-zA-Z][a-zA-Z0-9._-]*[a-zA-Z0-9]:.+");
    private static final Pattern CONFIG_ID = Pattern.compile("(?i)[a-z][a-z0-9_-]+");
    private static final Pattern BOOT = Pattern.compile("(order=)?([a-z]+\\d+(;[a-z]+\\d+)*)?|(legacy=)?[acdn]{1,4}");
    private static final Pattern SMBIOS_UUID = Pattern.compile("(?i)[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12}");
    private static final Pattern SMBIOS_TEXT = Pattern.compile("[A-Za-z0-9+/]+={0,2}|[^\\s,]+");
    private static final Map<String, Pattern> SMBIOS = Map.of(
            "uuid", SMBIOS_UUID,
            "version", SMBIOS_TEXT,
            "serial", SMBIOS_TEXT,
            "manufacturer", SMBIOS_TEXT,
            "product", SMBIOS_TEXT,
            "sku", SMBIOS_TEXT,
            "family", SMBIOS_TEXT,
            "base64", Pattern.compile("(?i)[01]|on|off|yes|no|true|false"));

    private Formats() {}

    /** What is wrong with a value, ending in a newline as Perl's messages do. */
    static Optional<String> check(String format, String value, String path) {
        if (format.endsWith("-list")) {
            return list(format.substring(0, format.length() - 5), value, path);
        }
        return switch (format) {
            case "pve-node" -> test(LABEL, value, "value does not look like a valid node name");
            case "dns-name" -> test(DNS_NAME, value, "value does not look like a valid DNS name");
            case "pve-vmid" ->
                test(Pattern.compile("[1-9][0-9]{2,8}"), value, "value does not look like a valid VM ID");
            case "pve-storage-id" -> test(STORAGE, value, "storage ID '" + value + "' contains illegal characters");
            case "pve-configid" -> test(CONFIG_ID, value, "invalid configuration ID '" + value + "'");
            case "pve-tag" -> test(TAG, value, "invalid characters in tag");
            case "mac-addr" -> test(MAC, value, "value does not look like a valid unicast MAC address");
            case "urlencoded" -> test(URLENCODED, value, "invalid urlencoded string: " + value);
            case "disk-size" ->
                Size.parse(value).isPresent()
                        ? Optional.empty()
                        : Optional.of("value does not look like a valid disk size: " + value + "\n");
            case "pve-bridge-id" ->
                test(Pattern.compile("[-_.\\w]+"), value, "invalid format - value does not match the regex pattern");
            case "pve-volume-id" -> test(VOLUME_ID, value, "unable to parse volume ID '" + value + "'");
            case "pve-volume-id-or-absolute-path" ->
                value.startsWith("/")
                        ? Optional.empty()
                        : test(VOLUME_ID, value, "unable to parse volume ID '" + value + "'");
            case "pve-volume-id-or-qm-path" ->
                value.matches("none|cdrom|/.*")
                        ? Optional.empty()
                        : test(VOLUME_ID, value, "unable to parse volume ID '" + value + "'");
            case "pve-startup-order" ->
                test(
                        Pattern.compile("((order=)?\\d+|up=\\d+|down=\\d+)(,((order=)?\\d+|up=\\d+|down=\\d+))*"),
                        value,
                        "unable to parse startup options");
            case "pve-qm-boot" ->
                BOOT.matcher(value).matches() ? Optional.empty() : Optional.of("invalid boot order '" + value + "'\n");
            case "pve-qm-smbios1" -> smbios(value, path);
            default -> Optional.empty();
        };
    }

    private static Optional<String> test(Pattern pattern, String value, String text) {
        return pattern.matcher(value).matches() ? Optional.empty() : Optional.of(text + "\n");
    }

    private static Optional<String> list(String format, String value, String path) {
        for (String item : value.split("[\\s,;\\x00]+", -1)) {
            Optional<String> wrong = item.isEmpty() ? Optional.empty() : check(format, item, path);
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> smbios(String value, String path) {
        Map<String, String> errors = new TreeMap<>();
        for (String part : value.split(",", -1)) {
            Matcher pair = Pattern.compile("([^=]+)=(.+)").matcher(part);
            if (!pair.matches()) {
                return Optional.of("value without key, but schema does not define a default key\n");
            }
            Pattern pattern = SMBIOS.get(pair.group(1));
            if (pattern == null) {
                return Optional.of("invalid key in comma-separated list property: " + pair.group(1) + "\n");
            }
            if (!pattern.matcher(pair.group(2)).matches()) {
                errors.put(path + "." + pair.group(1), "value does not match the regex pattern");
            }
        }
        return PropertyFormat.error(errors);
    }
}
