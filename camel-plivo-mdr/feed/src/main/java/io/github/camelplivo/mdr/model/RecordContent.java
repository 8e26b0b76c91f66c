package io.github.camelplivo.mdr.model;

/**
 * The content of a record in short.
 *
 * @param hash  of all of it
 * @param state a hash of the fields of {@link Change#STATE}
 * @param price a hash of the fields of {@link Change#PRICE}
 */
record RecordContent(ContentHash hash, int state, int price) {
}
