package io.github.camelplivo.mdr.client;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;

/**
 * Whether rows contradict the filters of their list. Only where both sides are unambiguous: a field that is missing or
 * empty never contradicts, nor does a word that is not known, a redacted number or a sender id.
 */
final class FilterCheck {

    /** Words that exclude each other. */
    private static final Map<String, Set<String>> FIXED = Map.of("message_direction", Set.of("inbound", "outbound"),
            "message_type", Set.of("sms", "mms", "whatsapp"));
    private static final Set<String> NUMBERS = Set.of("from_number", "to_number");
    /** These change between the moment when Plivo selects a row and the moment when it writes it. */
    private static final Set<String> CHANGING = Set.of("message_state", "error_code");
    /** Country codes, trunk prefixes and national digits may be written or not; the end of a number is always there. */
    private static final int COMPARED_DIGITS = 7;

    private FilterCheck() {
    }

    static Mismatch mismatch(MessageQuery query, MdrPage page) {
        for (Map.Entry<String, String> filter : query.getFilters().entrySet()) {
            String name = filter.getKey();
            long others = page.stream().filter(record -> contradicts(record, name, filter.getValue())).count();
            if (others > (CHANGING.contains(name) ? Math.max(1, page.size() / 2) : 0)) {
                String asked = NUMBERS.contains(name) ? "one " + name : name + "=" + filter.getValue();
                return Mismatch.certain(
                        "requested " + asked + ", but " + others + " of " + page.size() + " rows have another " + name);
            }
        }
        return null;
    }

    private static boolean contradicts(MessageDetailRecord record, String name, String asked) {
        String found = record.text(name);
        if (found == null || found.isBlank()) {
            return false;
        }
        if (NUMBERS.contains(name)) {
            return !isReplaced(record, name) && areOtherNumbers(asked, found);
        }
        String askedWord = asked.trim().toLowerCase(Locale.ROOT);
        String foundWord = found.trim().toLowerCase(Locale.ROOT);
        if (CHANGING.contains(name)) {
            return !withoutZeros(askedWord).equals(withoutZeros(foundWord));
        }
        Set<String> words = FIXED.getOrDefault(name, Set.of());
        return words.contains(askedWord) && words.contains(foundWord) && !askedWord.equals(foundWord);
    }

    /** Plivo may have found the row by the sender that the user gave or by the one that left Plivo. */
    private static boolean isReplaced(MessageDetailRecord record, String name) {
        String sender = record.getReplacedSender();
        return name.equals("from_number") && sender != null && !sender.isBlank();
    }

    private static boolean areOtherNumbers(String asked, String found) {
        String askedDigits = digits(asked);
        String foundDigits = digits(found);
        if (askedDigits == null || foundDigits == null) {
            return false;
        }
        int compared = Math.min(COMPARED_DIGITS, Math.min(askedDigits.length(), foundDigits.length()));
        return !askedDigits.regionMatches(askedDigits.length() - compared, foundDigits, foundDigits.length() - compared,
                compared);
    }

    private static String digits(String number) {
        String digits = number.startsWith("+") ? number.substring(1) : number;
        return !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9') ? digits : null;
    }

    /** Error codes are written as {@code 000} and as 0. */
    private static String withoutZeros(String code) {
        int zeros = 0;
        while (zeros < code.length() - 1 && code.charAt(zeros) == '0') {
            zeros++;
        }
        return code.substring(zeros);
    }
}
