// The commands of `buddy`, one function each. Exit status 0: done; 1: it could not be done, and standard error says why;
// 2: the words on the command line are wrong.
//
// Threads  One command a process, on the main thread.
#pragma once

#include <span>
#include <string_view>

namespace buddy::app {

using Words = std::span<const std::string_view>;

/// `buddy WORDS…`, without the program's own name.
int run_buddy(Words words);

int command_serve(Words words);
int command_migrate(Words words);
int command_seed(Words words);
int command_doctor(Words words);
int command_chat(Words words);
int command_cost(Words words);
int command_safety(Words words);
int command_safety_report(Words words);  ///< What follows `buddy safety report`.
int command_admin(Words words);
int command_audit(Words words);
int command_config(Words words);
int command_law(Words words);
int command_retention(Words words);
int command_hold(Words words);
int command_erasure(Words words);
int command_consent(Words words);
int command_keys(Words words);
int command_documents(Words words);
int command_compliance(Words words);

}  // namespace buddy::app
