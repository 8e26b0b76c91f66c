package io.github.camelplivo.mdr.client;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.jspecify.annotations.Nullable;

/**
 * Whether rows contradict the filters of their list. Only where both sides are unambiguous: a field that is missing or
 * empty never contradicts, nor does a word that is not known, a redacted number or a sender id. {@link TimeBounds}
 * checks times.
 */
final class FilterCheck {

    /** Their words exclude each other, and a record keeps its word. */
    private static final Set<MessageFilter> FIXED = EnumSet.of(MessageFilter.MESSAGE_DIRECTION, MessageFilter.MESSAGE_TYPE);
    /** These change between the moment when Plivo selects a row and the moment when it writes it. */
    private static final Set<MessageFilter> CHANGING = EnumSet.of(MessageFilter.MESSAGE_STATE, MessageFilter.ERROR_CODE);
    /** Country codes, trunk prefixes and national digits may be written or not; the end of a number is always there. */
    private static final int COMPARED_DIGITS = 7;

    private FilterCheck() {
    }

    static @Nullable Mismatch mismatch(MessageQuery query, MdrPage page) {
        for (Map.Entry<MessageFilter, String> entry : query.getFilters().entrySet()) {
            MessageFilter filter = entry.getKey();
            if (filter.isTime()) {
                // no field has its name, and the record would be parsed in vain
                continue;
            }
            long others = page.stream().filter(record -> contradicts(record, filter, entry.getValue())).count();
            if (others > (CHANGING.contains(filter) ? Math.max(1, page.size() / 2) : 0)) {
                String name = filter.plivoName();
                String asked = filter.isNumber() ? "one " + name : name + "=" + entry.getValue();
                return Mismatch.certain(
                        "requested " + asked + ", but " + others + " of " + page.size() + " rows have another " + name);
            }
        }
        return null;
    }

    private static boolean contradicts(MessageDetailRecord record, MessageFilter filter, String asked) {
        String found = record.text(filter.plivoName());
        if (found == null || found.isBlank()) {
            return false;
        }
        if (filter.isNumber()) {
            return !isReplaced(record, filter) && areOtherNumbers(asked, found);
        }
        String askedWord = asked.trim().toLowerCase(Locale.ROOT);
        String foundWord = found.trim().toLowerCase(Locale.ROOT);
        if (CHANGING.contains(filter)) {
            return !withoutZeros(askedWord).equals(withoutZeros(foundWord));
        }
        List<String> words = FIXED.contains(filter) ? filter.form().words() : List.of();
        return words.contains(askedWord) && words.contains(foundWord) && !askedWord.equals(foundWord);
    }

    /** Plivo may have found the row by the sender that the user gave or by the one that left Plivo. */
    private static boolean isReplaced(MessageDetailRecord record, MessageFilter filter) {
        String sender = record.getReplacedSender();
        return filter == MessageFilter.FROM_NUMBER && sender != null && !sender.isBlank();
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

    private static @Nullable String digits(String number) {
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
