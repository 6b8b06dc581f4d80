// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "app/program.h"

int main(int argc, char** argv) { return countervail::run_program(argc, argv, std::cout, std::cerr); }
