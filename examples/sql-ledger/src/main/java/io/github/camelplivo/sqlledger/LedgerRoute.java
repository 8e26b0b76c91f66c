package io.github.camelplivo.sqlledger;

import org.apache.camel.builder.RouteBuilder;

/** From Plivo to the ledger. The position, the records and their versions are in the same database. */
public final class LedgerRoute extends RouteBuilder {

    @Override
    public void configure() {
        // each exchange is one page of at most 20 records; a page that fails is redelivered
        from("plivo-mdr:{{plivo.auth-id}}?startTime={{ledger.start}}&settle={{ledger.settle}}&delay={{ledger.delay}}"
             + "&recheckAfter={{ledger.recheck-after}}"
             + "&watermarkDataSource=#database&idempotentRepository=#versions")
                .routeId("ledger")
                .process("ledger");
    }
}
